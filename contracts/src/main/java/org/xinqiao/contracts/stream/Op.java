package org.xinqiao.contracts.stream;

/** What a change does. */
public enum Op {
    /** The key's entry is this one from now on. */
    UPSERT,
    /** The key's entry is deleted everywhere, in every version; hashes stay. */
    RECALL
}
