package org.xinqiao.contracts.message;

/**
 * A public list of organisations that a benefit may rest on. What stands on it is public by law; a
 * list may bring a benefit or nothing, and takes nothing here: what a black list restricts is a
 * joint measure, with a basis of its own.
 */
public enum CreditList {
    /** The red list 红名单 of joint incentive. */
    RED("红名单", "red list"),
    /** The list of subjects of joint measures for serious breaches 严重失信主体名单. */
    BLACK("严重失信主体名单", "black list");

    private final String zh;
    private final String en;

    CreditList(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** Its name in Chinese. */
    public String zh() {
        return zh;
    }

    /** Its name in English. */
    public String en() {
        return en;
    }
}
