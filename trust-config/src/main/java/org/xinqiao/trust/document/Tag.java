package org.xinqiao.trust.document;

/**
 * Marks of what must never be collected of a person (rule R01), or only on written consent (R02).
 */
public enum Tag {
    /** Religion 宗教信仰: never. */
    RELIGION,
    /** Genes 基因: never. */
    GENE,
    /** Fingerprints 指纹: never. */
    FINGERPRINT,
    /** Blood type 血型: never. */
    BLOOD,
    /** Disease 疾病: never. */
    DISEASE,
    /** Medical history 病史: never. */
    MEDICAL_HISTORY,
    /** Income, deposits, securities, insurance, real estate, tax paid: written consent. */
    WRITTEN_CONSENT;

    /** Whether what carries the mark is never exchanged, whatever the basis. */
    public boolean never() {
        return this != WRITTEN_CONSENT;
    }
}
