package org.xinqiao.contracts.entry;

import java.util.Optional;

/** The rules that a single entry is judged by, with where they come from. */
public enum Rule {
    /** 自然人禁止归集. */
    R01("R01", "厦门办法、淄博办法；个人信息保护法第28条"),
    /** 需书面同意. */
    R02("R02", "厦门办法、淄博办法"),
    /** 失信信息须以具有法律效力的文书为依据. */
    R03("R03", "厦门办法；国办发〔2020〕49号"),
    /** 自然人简易程序、轻微并主动消除的处罚不归集. */
    R04("R04", "厦门办法、山东条例"),
    /** 每项恰有一个披露类别. */
    R05("R05", "厦门 2021"),
    /** 目录外不得归集共享. */
    R07("R07", "国办发〔2020〕49号；全国目录2024"),
    /** 双公示7个工作日. */
    R08("R08", "双公示"),
    /** 不可修复情形. */
    R13("R13", "厦门 2021"),
    /** 惩戒措施须在清单内. */
    R15("R15", "国办发〔2020〕49号；清单2024"),
    /** 不得强制非公共机构惩戒. */
    R16("R16", "国办发〔2020〕49号"),
    /** 处罚金额单位万元. */
    R23("R23", "双公示字段标准"),
    /** 统一社会信用代码校验. */
    R24("R24", "GB 32100-2015"),
    /** 行政区划码. */
    R25("R25", "GB/T 2260"),
    /** 入名单须告知、文书、救济. */
    R28("R28", "国办发〔2020〕49号；市场监管总局44号令第13条"),
    /** 记入个人须有文书指明. */
    R30("R30", "淄博 2018；国办发〔2020〕49号"),
    /** 守信信息须市级及以上. */
    R31("R31", "厦门办法"),
    /** Natural persons in recipients' own streams alone (protocol, section 6). */
    PERSONS("P06", "protocol, section 6");

    private final String code;
    private final String source;

    Rule(String code, String source) {
        this.code = code;
        this.source = source;
    }

    /** Its code on the wire. */
    public String code() {
        return code;
    }

    /** The text that it rests on. */
    public String source() {
        return source;
    }

    /** The rule of a code. */
    public static Optional<Rule> ofCode(String code) {
        for (Rule rule : values()) {
            if (rule.code.equals(code)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}
