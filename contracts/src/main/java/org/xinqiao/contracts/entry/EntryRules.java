package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Whether an entry keeps the rules; all that it breaks at once. One function a rule; each names its
 * source in {@link Rule}.
 */
public final class EntryRules {
    /** Working days between decision and publication 双公示. */
    public static final int PUBLICATION_WORKING_DAYS_MAX = 7;

    private final Entry entry;
    private final RuleFacts facts;
    private final Findings findings = new Findings();

    private EntryRules(Entry entry, RuleFacts facts) {
        this.entry = entry;
        this.facts = facts;
    }

    /** Everything that is wrong with an entry; empty where nothing is. */
    public static List<Finding> judge(Entry entry, RuleFacts facts) {
        var rules = new EntryRules(entry, facts);
        rules.judge();
        return rules.findings.list();
    }

    /** The gravest of the findings; empty where there is none. */
    public static Optional<Verdict> gravest(List<Finding> findings) {
        return findings.stream().map(Finding::verdict).min(Verdict::compareTo);
    }

    private void judge() {
        Optional<EntryItem> item = facts.catalogue().item(entry.item());
        inCatalogue(item);
        document(item);
        PersonRules.judge(entry, item, facts, findings);
        NumberRules.judge(entry, findings);
        ListRules.judge(entry, item, facts, findings);
        if (item.isPresent()) {
            disclosure(item.get());
            publication(item.get());
        }
    }

    /** R03. */
    private void document(Optional<EntryItem> item) {
        Document document = entry.document();
        LocalDate date = document == null ? null : document.date();
        if (date != null && date.isAfter(facts.today())) {
            findings.add(
                    Rule.R03,
                    Verdict.QUARANTINE,
                    "document.date",
                    date.toString(),
                    "文书日期晚于今天",
                    "the document is dated in the future");
        }
        if (item.isEmpty() || item.get().kind() != ItemKind.BREACH) {
            return;
        }
        if (date == null || document == null || document.reference() == null) {
            findings.add(
                    Rule.R03,
                    Verdict.REJECT,
                    "document",
                    "",
                    "失信信息须有具有法律效力的文书（文书号和日期）",
                    "a breach rests on a document with legal force: its number and its date");
        }
    }

    /** R05. */
    private void disclosure(EntryItem item) {
        if (entry.disclosure() != item.disclosure()) {
            findings.add(
                    Rule.R05,
                    Verdict.REJECT,
                    "class",
                    entry.disclosure().name(),
                    "披露类别与目录不一致",
                    "is not the class that the catalogue gives to the item");
        }
    }

    /** R07: items, subjects and fields that the catalogue does not name. */
    private void inCatalogue(Optional<EntryItem> item) {
        if (item.isEmpty() || !item.get().inForce(decided())) {
            findings.add(
                    Rule.R07,
                    Verdict.REJECT,
                    "item",
                    entry.item(),
                    "目录外或不在有效期内，不得归集共享",
                    "is not in the catalogue, or was not in force on the day of the decision");
            return;
        }
        if (!item.get().appliesTo().contains(entry.subject().target())) {
            findings.add(
                    Rule.R07,
                    Verdict.REJECT,
                    "subject.type",
                    entry.subject().type().name(),
                    "目录项不适用于该类主体",
                    "the item is not about subjects of this kind");
        }
        for (String name : entry.fields().names()) {
            if (item.get().field(name).isEmpty()) {
                findings.add(
                        Rule.R07,
                        Verdict.REJECT,
                        "fields." + name,
                        "",
                        "目录外字段，不得归集共享",
                        "is not a field that the catalogue gives to the item");
            }
        }
        for (EntryField field : item.get().fields().values()) {
            if (field.required() && entry.fields().get(field.name()).isEmpty()) {
                findings.add(
                        Rule.R07,
                        Verdict.QUARANTINE,
                        "fields." + field.name(),
                        "",
                        "缺少必填字段",
                        "is required by the catalogue and missing");
            }
        }
    }

    /** R08. */
    private void publication(EntryItem item) {
        LocalDate published = facts.published();
        Document document = entry.document();
        LocalDate decided = document == null ? null : document.date();
        if (!item.doublePublicity() || published == null || decided == null) {
            return;
        }
        Optional<LocalDate> deadline =
                facts.calendar().after(decided, PUBLICATION_WORKING_DAYS_MAX);
        if (deadline.isPresent() && published.isAfter(deadline.get())) {
            findings.add(
                    Rule.R08,
                    Verdict.FLAG,
                    "document.date",
                    decided.toString(),
                    "超过7个工作日公示，期限为" + deadline.get(),
                    "was published after seven working days, which ended on " + deadline.get());
        }
    }

    private LocalDate decided() {
        Document document = entry.document();
        LocalDate date = document == null ? null : document.date();
        return date == null ? facts.today() : date;
    }
}
