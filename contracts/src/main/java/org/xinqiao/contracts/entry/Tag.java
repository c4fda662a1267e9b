package org.xinqiao.contracts.entry;

/** What makes an item special by law. */
public enum Tag {
    /** 宗教信仰. */
    RELIGION,
    /** 基因. */
    GENE,
    /** 指纹. */
    FINGERPRINT,
    /** 血型. */
    BLOOD,
    /** 疾病. */
    DISEASE,
    /** 病史. */
    MEDICAL_HISTORY,
    /** Only with the person's written consent: income, deposits, securities and the like. */
    WRITTEN_CONSENT;

    /** Whether an item so tagged is never collected from a natural person, so never exchanged. */
    public boolean isForbidden() {
        return this != WRITTEN_CONSENT;
    }
}
