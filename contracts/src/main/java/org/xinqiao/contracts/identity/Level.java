package org.xinqiao.contracts.identity;

/** The level of the platform that a member runs. */
public enum Level {
    /** 国家. */
    NATION,
    /** 省. */
    PROVINCE,
    /** 市. */
    CITY,
    /** 区县. */
    DISTRICT
}
