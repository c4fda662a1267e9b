package org.xinqiao.trust.document;

/** How a benefit reaches the person. */
public enum Grant {
    /** The counter grants it, now. */
    IMMEDIATE,
    /** It is noted for an account (a plate, an app, a card) that the person uses later. */
    ACCOUNT
}
