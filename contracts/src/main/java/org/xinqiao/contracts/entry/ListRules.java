package org.xinqiao.contracts.entry;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.entry.MeasureList.ListedMeasure;
import org.xinqiao.contracts.identity.Level;

/** Lists, measures, honours and repair: R13, R15, R16, R28, R31. */
final class ListRules {
    private final Entry entry;
    private final RuleFacts facts;
    private final Findings findings;

    private ListRules(Entry entry, RuleFacts facts, Findings findings) {
        this.entry = entry;
        this.facts = facts;
        this.findings = findings;
    }

    static void judge(Entry entry, Optional<EntryItem> item, RuleFacts facts, Findings findings) {
        var rules = new ListRules(entry, facts, findings);
        rules.repair();
        rules.measure();
        if (item.isPresent()) {
            rules.listing(item.get());
            rules.honour(item.get());
        }
    }

    /** R13. */
    private void repair() {
        Penalty penalty = entry.penalty();
        if (penalty != null && entry.state() == EntryState.REPAIRED && penalty.unrepairable()) {
            findings.add(
                    Rule.R13,
                    Verdict.QUARANTINE,
                    "state",
                    entry.state().name(),
                    "属于不可修复情形",
                    "is of a kind that cannot be repaired");
        }
    }

    /** R15 and R16. */
    private void measure() {
        Measure measure = entry.measure();
        if (measure == null) {
            return;
        }
        Optional<ListedMeasure> listed = facts.measures().measure(measure.code(), facts.today());
        if (listed.isEmpty() || !listed.get().targets().contains(entry.subject().target())) {
            findings.add(
                    Rule.R15,
                    Verdict.REJECT,
                    "measure.code",
                    measure.code(),
                    "惩戒措施不在清单内或不适用于该类主体",
                    "is not in the list of measures, or not against subjects of this kind");
        }
        if (entry.basis() == null) {
            findings.add(
                    Rule.R15,
                    Verdict.REJECT,
                    "basis",
                    "",
                    "惩戒措施须有法律依据",
                    "a measure names the law that it rests on");
        }
        if (measure.mandatory() && measure.addressee() != Addressee.PUBLIC_BODY) {
            findings.add(
                    Rule.R16,
                    Verdict.REJECT,
                    "measure.addressee",
                    measure.addressee().name(),
                    "不得强制要求非公共机构实施惩戒",
                    "nobody but a public body may be ordered to take a measure");
        }
    }

    /** R28. */
    private void listing(EntryItem item) {
        if (item.list() != ListKind.BLACK) {
            return;
        }
        Listing listing = entry.listing();
        require(listing == null ? null : listing.notice(), "listing.notice");
        require(listing == null ? null : listing.remedy(), "listing.remedy");
        require(listing == null ? null : listing.removal(), "listing.removal");
        Document document = entry.document();
        require(document == null ? null : document.reference(), "document.reference");
    }

    private void require(@Nullable String text, String field) {
        if (text == null) {
            findings.add(
                    Rule.R28,
                    Verdict.REJECT,
                    field,
                    "",
                    "列入名单须写明告知、决定文书、救济途径和移出条件",
                    "listing needs notice, decision, remedy and conditions of removal");
        }
    }

    /** R31. */
    private void honour(EntryItem item) {
        if (item.kind() == ItemKind.TRUSTWORTHY && entry.source().level() == Level.DISTRICT) {
            findings.add(
                    Rule.R31,
                    Verdict.REJECT,
                    "source.level",
                    entry.source().level().name(),
                    "守信信息须为市级及以上表彰",
                    "an honour is given by a city or a level above");
        }
    }
}
