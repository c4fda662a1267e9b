package org.xinqiao.gateway.disclose;

/** The catalogue items that credit codes and their recognition are about. */
public enum CreditItem {
    /** A credit code shown by its holder. */
    CODE("credit.code"),
    /** Whether a benefit applies. */
    ELIGIBILITY("credit.eligibility"),
    /** The rung on an agreement's ladder. */
    RUNG("credit.rung"),
    /** The city's own grade name. */
    GRADE("credit.grade"),
    /** The score. */
    SCORE("credit.score"),
    /** The person as one partner knows them. */
    PSEUDONYM("subject.pseudonym"),
    /** A credit code shown for an organisation. */
    ORGANISATION_CREDIT_CODE("organisation.credit-code"),
    /** Whether a benefit applies to an organisation. */
    ORGANISATION_ELIGIBILITY("organisation.eligibility"),
    /** An organisation as one partner knows it. */
    ORGANISATION_PSEUDONYM("organisation.pseudonym"),
    /** An organisation's registered name. */
    ORGANISATION_NAME("organisation.name"),
    /** Its unified social credit code. */
    ORGANISATION_CODE("organisation.code");

    private final String code;

    CreditItem(String code) {
        this.code = code;
    }

    /** Code in the catalogue. */
    public String code() {
        return code;
    }
}
