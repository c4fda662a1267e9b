package org.xinqiao.contracts.entry;

import java.util.Optional;

/**
 * What must not be collected about persons, or not so: R01, R02, R04, R30, and protocol, section 6.
 */
final class PersonRules {
    private final Entry entry;
    private final RuleFacts facts;
    private final Findings findings;

    private PersonRules(Entry entry, RuleFacts facts, Findings findings) {
        this.entry = entry;
        this.facts = facts;
        this.findings = findings;
    }

    static void judge(Entry entry, Optional<EntryItem> item, RuleFacts facts, Findings findings) {
        var rules = new PersonRules(entry, facts, findings);
        rules.forbiddenTags(item);
        rules.forbiddenWords();
        rules.collectible();
        rules.link();
        rules.persons(item);
        if (item.isPresent()) {
            rules.writtenConsent(item.get());
        }
    }

    /** R01: never collected from a natural person; the finding names the tag and nothing else. */
    private void forbiddenTags(Optional<EntryItem> item) {
        if (!entry.subject().natural() || item.isEmpty()) {
            return;
        }
        for (String name : entry.fields().names()) {
            item.get()
                    .field(name)
                    .filter(EntryField::isForbidden)
                    .ifPresent(field ->
                            findings.add(
                                    Rule.R01,
                                    Verdict.REJECT,
                                    "fields." + name,
                                    tags(field),
                                    "自然人禁止归集的信息",
                                    "must never be collected from a natural person"));
        }
    }

    /** R01: the same in free text, whatever the field is called. */
    private void forbiddenWords() {
        if (!entry.subject().natural()) {
            return;
        }
        for (String name : entry.fields().names()) {
            String value = entry.fields().get(name).orElse("");
            PersonalText.FORBIDDEN_WORDS.forEach((tag, words) -> {
                if (words.matcher(value).find()) {
                    findings.add(
                            Rule.R01,
                            Verdict.QUARANTINE,
                            "fields." + name,
                            tag.name(),
                            "内容疑似自然人禁止归集的信息",
                            "seems to hold what must not be collected from a person");
                }
            });
        }
    }

    /** R02. */
    private void writtenConsent(EntryItem item) {
        if (!entry.subject().natural()) {
            return;
        }
        String reference = entry.consent();
        boolean covered =
                reference != null
                        && facts.consents()
                                .apply(reference)
                                .filter(consent -> consent.covers(item.code(), facts.today()))
                                .isPresent();
        for (String name : entry.fields().names()) {
            boolean needed = item.field(name).filter(EntryField::needsWrittenConsent).isPresent();
            if (needed && !covered) {
                findings.add(
                        Rule.R02,
                        Verdict.REJECT,
                        "fields." + name,
                        "",
                        "须本人书面同意，且在有效期内",
                        "needs the person's written consent, in force and for this item");
            }
        }
    }

    /** R04. */
    private void collectible() {
        Penalty penalty = entry.penalty();
        if (penalty == null || !entry.subject().natural() || penalty.exception() != null) {
            return;
        }
        if (penalty.procedure() == Procedure.SIMPLE) {
            findings.add(
                    Rule.R04,
                    Verdict.REJECT,
                    "penalty.procedure",
                    penalty.procedure().name(),
                    "自然人适用简易程序的处罚不归集",
                    "penalties on a person by the simple procedure are not collected");
        }
        if (penalty.undone()) {
            findings.add(
                    Rule.R04,
                    Verdict.REJECT,
                    "penalty.undone",
                    "true",
                    "自然人轻微违法并主动消除后果的处罚不归集",
                    "a person's minor breach whose harm was undone is not collected");
        }
    }

    /** R30. */
    private void link() {
        Link link = entry.link();
        if (link == null) {
            return;
        }
        Document document = link.document();
        boolean named =
                entry.subject().natural()
                        && link.role() != null
                        && document != null
                        && document.reference() != null
                        && document.date() != null;
        if (!named) {
            findings.add(
                    Rule.R30,
                    Verdict.REJECT,
                    "link",
                    "",
                    "记入个人须写明职务和指明该人的文书",
                    "a person is named for an organisation by role and by a document that names"
                            + " them");
        }
    }

    /** Protocol, section 6: no person, and no person's number, in a stream that many may read. */
    private void persons(Optional<EntryItem> item) {
        if (facts.personal()) {
            return;
        }
        if (entry.subject().natural()) {
            findings.add(
                    Rule.PERSONS,
                    Verdict.REJECT,
                    "subject.type",
                    entry.subject().type().name(),
                    "自然人信息只能进入接收方专属的加密流",
                    "a natural person travels encrypted, in a recipient's own stream");
        }
        for (String name : entry.fields().names()) {
            Optional<EntryField> field = item.flatMap(known -> known.field(name));
            if (IdentityNumbers.isField(name, field)
                    || IdentityNumbers.isIn(entry.fields().get(name).orElse(""))) {
                findings.add(
                        Rule.PERSONS,
                        Verdict.REJECT,
                        "fields." + name,
                        "",
                        "自然人证件号码只能进入接收方专属的加密流",
                        "the number of a person travels encrypted, in a recipient's own stream");
            }
        }
    }

    private static String tags(EntryField field) {
        return String.join(
                ",",
                field.tags().stream().filter(Tag::isForbidden).map(Tag::name).sorted().toList());
    }
}
