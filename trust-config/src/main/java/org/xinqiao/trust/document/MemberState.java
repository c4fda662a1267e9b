package org.xinqiao.trust.document;

/** Whether a member takes part. */
public enum MemberState {
    /** It takes part. */
    ACTIVE,
    /** Its parent has suspended it: nothing of it counts until its parent lifts that again. */
    SUSPENDED
}
