package org.xinqiao.contracts.entry;

/** The fields of law in which some breaches cannot be repaired (Xiamen measures of 2021; R13). */
public enum PenaltyDomain {
    /** None of the others; also one that a later schema knows. */
    OTHER(Unrepairable.NEVER),
    /** 食品药品. */
    FOOD_DRUGS(Unrepairable.CLOSED),
    /** 生态环境. */
    ENVIRONMENT(Unrepairable.CLOSED),
    /** 工程质量. */
    CONSTRUCTION_QUALITY(Unrepairable.CLOSED),
    /** 安全生产. */
    WORK_SAFETY(Unrepairable.CLOSED),
    /** 消防安全. */
    FIRE_SAFETY(Unrepairable.CLOSED),
    /** 强制性产品认证. */
    PRODUCT_CERTIFICATION(Unrepairable.CLOSED),
    /** 贿赂. */
    BRIBERY(Unrepairable.ALWAYS),
    /** 逃税骗税. */
    TAX_EVASION(Unrepairable.ALWAYS),
    /** 非法集资. */
    FUND_RAISING(Unrepairable.ALWAYS),
    /** 诈骗. */
    FRAUD(Unrepairable.ALWAYS),
    /** 串通投标. */
    BID_RIGGING(Unrepairable.ALWAYS);

    private final Unrepairable unrepairable;

    PenaltyDomain(Unrepairable unrepairable) {
        this.unrepairable = unrepairable;
    }

    /** When a breach in the domain cannot be repaired. */
    enum Unrepairable {
        NEVER,
        /** Where business was stopped or the licence revoked. */
        CLOSED,
        ALWAYS
    }

    Unrepairable unrepairable() {
        return unrepairable;
    }
}
