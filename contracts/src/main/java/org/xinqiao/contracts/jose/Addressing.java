package org.xinqiao.contracts.jose;

/**
 * What an encrypted text belongs to: the {@code source}, {@code xqto} and {@code id} of its
 * envelope. It stands in the protected header, so that no one can move the text to another message.
 */
public record Addressing(String issuer, String audience, String id) {}
