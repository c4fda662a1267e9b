package org.xinqiao.contracts.stream;

import java.util.Optional;

/** What a stream carries; one that is not named here does not exist. */
public enum StreamKind {
    /** 失信联合惩戒对象名单. */
    LIST_BLACK("list/black"),
    /** 红名单. */
    LIST_RED("list/red"),
    /** 重点关注名单. */
    LIST_FOCUS("list/focus"),
    /** 行政处罚. */
    RECORD_PENALTY("record/penalty"),
    /** 行政许可. */
    RECORD_LICENCE("record/licence"),
    /** 信用承诺. */
    COMMITMENT("commitment"),
    /** 荣誉表彰. */
    HONOUR("honour"),
    /** 公共信用综合评价. */
    EVALUATION("evaluation");

    private final String wire;

    StreamKind(String wire) {
        this.wire = wire;
    }

    /** Its part of a stream's name. */
    public String wire() {
        return wire;
    }

    /** The kind of this part of a name. */
    public static Optional<StreamKind> ofWire(String wire) {
        for (StreamKind kind : values()) {
            if (kind.wire.equals(wire)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
