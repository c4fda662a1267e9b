package org.xinqiao.gateway.operate;

/** What a caller of the API is allowed to be. */
public enum Role {
    /** The city's own platform: issues codes and records consents for its residents. */
    PLATFORM,
    /** A counter that serves visitors. */
    COUNTER,
    /** Who runs the node. */
    OPERATOR,
    /** One resident's wallet, for the length of a session; never a configured token. */
    WALLET
}
