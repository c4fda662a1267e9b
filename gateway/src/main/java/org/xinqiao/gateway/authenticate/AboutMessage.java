package org.xinqiao.gateway.authenticate;

/**
 * What is known at any station after a message was authenticated. A refusal from here on is signed,
 * because it can be attributed.
 */
public interface AboutMessage {
    /** The authentic message. */
    Authentic message();
}
