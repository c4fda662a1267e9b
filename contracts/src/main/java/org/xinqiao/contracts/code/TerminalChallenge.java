package org.xinqiao.contracts.code;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;

/**
 * What a terminal asks the holder's device to answer, so that a code shown elsewhere at the same
 * moment does not do here (protocol, section 4).
 *
 * @param bytes {@value Presentation#CHALLENGE_BYTES} bytes, as they stand in the presentation
 */
public record TerminalChallenge(byte[] bytes) {
    /** How many digits a terminal shows. */
    public static final int DIGITS = 6;

    /** Takes its own copy. */
    public TerminalChallenge {
        if (bytes.length != Presentation.CHALLENGE_BYTES) {
            throw new IllegalArgumentException("a challenge has 16 bytes");
        }
        bytes = bytes.clone();
    }

    /**
     * The challenge that a terminal of a city shows as six digits, for people to type: the first 16
     * bytes of SHA-256 over {@code xinqiao.challenge/1 <city> <digits>}. Empty for other texts.
     */
    public static Optional<TerminalChallenge> shown(NodeId city, String digits) {
        if (digits.length() != DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        String text = "xinqiao.challenge/1 " + city + " " + digits;
        byte[] digest = Suite.INTL.digest(text.getBytes(StandardCharsets.US_ASCII));
        return Optional.of(
                new TerminalChallenge(Arrays.copyOf(digest, Presentation.CHALLENGE_BYTES)));
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TerminalChallenge that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
