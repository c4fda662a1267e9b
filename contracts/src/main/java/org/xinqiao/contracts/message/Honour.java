package org.xinqiao.contracts.message;

/**
 * What a city attests of a person beside any score: it may bring a benefit, and its absence takes
 * nothing (protocol, section 5).
 */
public enum Honour {
    /** On the red list 红名单 of joint incentive. */
    RED_LIST("红名单", "red list"),
    /** A registered volunteer 注册志愿者 with the city's distinction. */
    VOLUNTEER("志愿者荣誉", "volunteer"),
    /** Honoured for giving blood 无偿献血者; nothing about the blood itself is known here. */
    BLOOD_DONOR("无偿献血荣誉", "blood donor");

    private final String zh;
    private final String en;

    Honour(String zh, String en) {
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
