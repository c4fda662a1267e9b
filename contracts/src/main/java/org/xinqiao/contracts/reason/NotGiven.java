package org.xinqiao.contracts.reason;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why an item that was asked for is not given. Two reasons and no third: which of its facts a city
 * does not hold is nobody's to guess.
 */
public enum NotGiven {
    /** The city answered that it holds nothing of it about the subject; it is never a guess. */
    NOTHING_HELD("nothing-held", "没有记录", "Nothing is held"),
    /** No authorisation or duty of this question covers it. */
    NO_BASIS("no-basis", "本次查询没有相应的授权或法定职责", "No authorisation or duty of this question covers it");

    private final String wire;
    private final String zh;
    private final String en;

    NotGiven(String wire, String zh, String en) {
        this.wire = wire;
        this.zh = zh;
        this.en = en;
    }

    /** The code on the wire. */
    public String wire() {
        return wire;
    }

    /** Explanation in Chinese. */
    public String zh() {
        return zh;
    }

    /** Explanation in English. */
    public String en() {
        return en;
    }

    /** The reason of a code. */
    public static Optional<NotGiven> ofWire(String wire) {
        return Arrays.stream(values()).filter(reason -> reason.wire.equals(wire)).findFirst();
    }
}
