package org.xinqiao.contracts.reason;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a benefit applies or does not.
 *
 * <p>There are deliberately few. A reason that told "below the rung" from "no score held" would
 * disclose more than the outcome itself; such detail stays in the home city's own record (rule R22,
 * least disclosure).
 */
public enum Reason {
    /** What the agreement's class asks for is met. */
    CONDITIONS_MET("conditions-met", "符合协议约定的条件", "The conditions of the agreement are met"),
    /** It is not met, or nothing is known: the person is treated as anyone without a code. */
    CONDITIONS_NOT_MET(
            "conditions-not-met",
            "不适用此项权益，按普通流程办理，不受任何影响",
            "This benefit does not apply; service goes on as for everyone, nothing is lost"),
    /** It is met, and as much as the agreement allows is in use, in all cities together. */
    LIMIT_REACHED(
            "limit-reached",
            "已达到各城市合计的使用上限；按普通流程办理，不受任何影响，归还后即可再次使用",
            "As much as the agreement allows in all cities together is in use; service goes on as for"
                    + " everyone, nothing is lost, and what is returned can be used again");

    private final String wire;
    private final String zh;
    private final String en;

    Reason(String wire, String zh, String en) {
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

    /** The reason of a code; a partner may use codes that this catalogue does not hold. */
    public static Optional<Reason> ofWire(String wire) {
        return Arrays.stream(values()).filter(r -> r.wire.equals(wire)).findFirst();
    }
}
