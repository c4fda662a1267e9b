package org.xinqiao.contracts.identity;

/** What kind of subject 信用主体 a number names. */
public enum SubjectType {
    /** A citizen by identity number 公民身份号码. */
    CITIZEN,
    /** A foreigner by the number of the permanent resident card 外国人永久居留身份证. */
    FOREIGN_PERMANENT_RESIDENT,
    /** An organisation by its unified social credit code 统一社会信用代码. */
    ORGANISATION
}
