package org.xinqiao.contracts.entry;

/** Whom a measure is addressed to. */
public enum Addressee {
    /** 行政机关和其他公共机构. */
    PUBLIC_BODY,
    /** 金融机构. */
    FINANCIAL_INSTITUTION,
    /** 信用服务机构. */
    CREDIT_SERVICE,
    /** 行业协会商会. */
    INDUSTRY_ASSOCIATION,
    /** 新闻媒体. */
    MEDIA
}
