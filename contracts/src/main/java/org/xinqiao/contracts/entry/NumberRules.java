package org.xinqiao.contracts.entry;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.DivisionCode;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.identity.SubjectType;

/** Numbers that sources get wrong: R23, R24, R25. */
final class NumberRules {
    /** Above this a second look is wanted, in 万元: sources mistake the unit. */
    public static final BigDecimal AMOUNT_UNCONFIRMED_MAX = new BigDecimal(1_000_000);

    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

    private final Entry entry;
    private final Findings findings;

    private NumberRules(Entry entry, Findings findings) {
        this.entry = entry;
        this.findings = findings;
    }

    static void judge(Entry entry, Findings findings) {
        var rules = new NumberRules(entry, findings);
        rules.amount();
        rules.subjectNumber();
        rules.sourceNumber();
        rules.division();
    }

    /** R23. */
    private void amount() {
        Penalty penalty = entry.penalty();
        String amount = penalty == null ? null : penalty.amount();
        if (penalty == null || amount == null) {
            return;
        }
        if (!AMOUNT.matcher(amount).matches()) {
            findings.add(
                    Rule.R23,
                    Verdict.QUARANTINE,
                    "penalty.amount",
                    "",
                    "金额须为以万元计的非负数",
                    "must be a number of 10,000 yuan, not negative");
        } else if (!penalty.confirmed()
                && new BigDecimal(amount).compareTo(AMOUNT_UNCONFIRMED_MAX) > 0) {
            findings.add(
                    Rule.R23,
                    Verdict.QUARANTINE,
                    "penalty.amount",
                    amount,
                    "金额超过一百万万元，须再次确认单位",
                    "is over a million times 10,000 yuan: confirm the unit");
        }
    }

    /** R24: of the subject; a wrong number is set aside with the number, never dropped. */
    private void subjectNumber() {
        SubjectType type = entry.subject().type();
        StatedNumber code = entry.subject().code();
        if (code == null || code.checked(type).isEmpty()) {
            findings.add(
                    Rule.R24,
                    Verdict.QUARANTINE,
                    "subject.code",
                    masked(code),
                    type == SubjectType.ORGANISATION ? "统一社会信用代码校验不通过" : "证件号码校验不通过",
                    "is no valid number of its kind");
        }
    }

    /** R24: of the body that made the record, which R03 needs too. */
    private void sourceNumber() {
        StatedNumber code = entry.source().code();
        if (code.checked(SubjectType.ORGANISATION).isEmpty()) {
            findings.add(
                    Rule.R24,
                    Verdict.QUARANTINE,
                    "source.code",
                    masked(code),
                    "来源单位统一社会信用代码校验不通过",
                    "is no valid unified social credit code");
        }
    }

    /** R25: soft. */
    private void division() {
        if (!knownDivision(entry.source().division())) {
            findings.add(
                    Rule.R25,
                    Verdict.FLAG,
                    "source.division",
                    "",
                    "行政区划代码未知",
                    "is in no table of division codes, current or retired");
        }
    }

    private static boolean knownDivision(String division) {
        try {
            return DivisionCode.parse(division).isKnown();
        } catch (InvalidIdentifier e) {
            return false;
        }
    }

    private static String masked(@Nullable StatedNumber code) {
        return code == null ? "" : code.masked();
    }
}
