package org.xinqiao.contracts.entry;

/** What a penalty consists of (Administrative Penalty Law, article 9). */
public enum PenaltyKind {
    /** None of the others; also one that a later schema knows. */
    OTHER,
    /** 警告. */
    WARNING,
    /** 通报批评. */
    CRITICISM,
    /** 罚款. */
    FINE,
    /** 没收违法所得、没收非法财物. */
    CONFISCATION,
    /** 暂扣许可证件. */
    LICENCE_SUSPENDED,
    /** 降低资质等级. */
    GRADE_LOWERED,
    /** 吊销许可证件. */
    LICENCE_REVOKED,
    /** 限制开展生产经营活动. */
    BUSINESS_RESTRICTED,
    /** 责令停产停业. */
    BUSINESS_SUSPENDED,
    /** 责令关闭. */
    BUSINESS_CLOSED,
    /** 限制从业. */
    PROFESSION_RESTRICTED,
    /** 行政拘留. */
    DETENTION
}
