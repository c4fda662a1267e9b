package org.xinqiao.contracts.entry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.entry.MeasureList.ListedMeasure;
import org.xinqiao.contracts.identity.DivisionCode;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.identity.SubjectType;

/**
 * Whether an entry keeps the rules; all that it breaks at once. One function a rule; each names its
 * source in {@link Rule}.
 */
public final class EntryRules {
    /** Working days between decision and publication 双公示. */
    public static final int PUBLICATION_WORKING_DAYS_MAX = 7;

    /** Above this a second look is wanted, in 万元: sources mistake the unit. */
    public static final BigDecimal AMOUNT_UNCONFIRMED_MAX = new BigDecimal(1_000_000);

    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

    /**
     * Words by which forbidden data shows itself in free text. It cannot find everything and may
     * find too much, so it sets aside and does not reject.
     */
    private static final Map<Tag, Pattern> FORBIDDEN_WORDS =
            Map.of(
                    Tag.RELIGION, Pattern.compile("宗教信仰|信教群众|(信仰|信奉)(佛|道|基督|天主|伊斯兰)"),
                    Tag.GENE, Pattern.compile("基因(检测|信息|序列|图谱)|DNA"),
                    Tag.FINGERPRINT, Pattern.compile("指纹(信息|特征|图像|编号)"),
                    Tag.BLOOD, Pattern.compile("血型"),
                    Tag.DISEASE, Pattern.compile("患有.{0,12}(病|症|癌)|确诊(为|患)|艾滋病|乙肝病毒携带"),
                    Tag.MEDICAL_HISTORY, Pattern.compile("病史|病历|住院记录|诊断证明"));

    private final Entry entry;
    private final RuleFacts facts;
    private final List<Finding> findings = new ArrayList<>();

    private EntryRules(Entry entry, RuleFacts facts) {
        this.entry = entry;
        this.facts = facts;
    }

    /** Everything that is wrong with an entry; empty where nothing is. */
    public static List<Finding> judge(Entry entry, RuleFacts facts) {
        var rules = new EntryRules(entry, facts);
        rules.judge();
        return List.copyOf(rules.findings);
    }

    /** The gravest of the findings; empty where there is none. */
    public static Optional<Verdict> gravest(List<Finding> findings) {
        return findings.stream().map(Finding::verdict).min(Verdict::compareTo);
    }

    private void judge() {
        Optional<EntryItem> item = facts.catalogue().item(entry.item());
        inCatalogue(item);
        forbiddenWords();
        forbiddenTags(item);
        document(item);
        collectible();
        amount();
        subjectNumber();
        sourceNumber();
        division();
        measure();
        link();
        repair();
        persons(item);
        if (item.isPresent()) {
            writtenConsent(item.get());
            disclosure(item.get());
            publication(item.get());
            listing(item.get());
            honour(item.get());
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
                            add(
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
            FORBIDDEN_WORDS.forEach((tag, words) -> {
                if (words.matcher(value).find()) {
                    add(
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
                add(
                        Rule.R02,
                        Verdict.REJECT,
                        "fields." + name,
                        "",
                        "须本人书面同意，且在有效期内",
                        "needs the person's written consent, in force and for this item");
            }
        }
    }

    /** R03. */
    private void document(Optional<EntryItem> item) {
        Document document = entry.document();
        LocalDate date = document == null ? null : document.date();
        if (date != null && date.isAfter(facts.today())) {
            add(
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
            add(
                    Rule.R03,
                    Verdict.REJECT,
                    "document",
                    "",
                    "失信信息须有具有法律效力的文书（文书号和日期）",
                    "a breach rests on a document with legal force: its number and its date");
        }
    }

    /** R04. */
    private void collectible() {
        Penalty penalty = entry.penalty();
        if (penalty == null || !entry.subject().natural() || penalty.exception() != null) {
            return;
        }
        if (penalty.procedure() == Procedure.SIMPLE) {
            add(
                    Rule.R04,
                    Verdict.REJECT,
                    "penalty.procedure",
                    penalty.procedure().name(),
                    "自然人适用简易程序的处罚不归集",
                    "penalties on a person by the simple procedure are not collected");
        }
        if (penalty.undone()) {
            add(
                    Rule.R04,
                    Verdict.REJECT,
                    "penalty.undone",
                    "true",
                    "自然人轻微违法并主动消除后果的处罚不归集",
                    "a person's minor breach whose harm was undone is not collected");
        }
    }

    /** R05. */
    private void disclosure(EntryItem item) {
        if (entry.disclosure() != item.disclosure()) {
            add(
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
            add(
                    Rule.R07,
                    Verdict.REJECT,
                    "item",
                    entry.item(),
                    "目录外或不在有效期内，不得归集共享",
                    "is not in the catalogue, or was not in force on the day of the decision");
            return;
        }
        if (!item.get().appliesTo().contains(target())) {
            add(
                    Rule.R07,
                    Verdict.REJECT,
                    "subject.type",
                    entry.subject().type().name(),
                    "目录项不适用于该类主体",
                    "the item is not about subjects of this kind");
        }
        for (String name : entry.fields().names()) {
            if (item.get().field(name).isEmpty()) {
                add(
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
                add(
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
            add(
                    Rule.R08,
                    Verdict.FLAG,
                    "document.date",
                    decided.toString(),
                    "超过7个工作日公示，期限为" + deadline.get(),
                    "was published after seven working days, which ended on " + deadline.get());
        }
    }

    /** R13. */
    private void repair() {
        Penalty penalty = entry.penalty();
        if (penalty != null && entry.state() == EntryState.REPAIRED && penalty.unrepairable()) {
            add(
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
        if (listed.isEmpty() || !listed.get().targets().contains(target())) {
            add(
                    Rule.R15,
                    Verdict.REJECT,
                    "measure.code",
                    measure.code(),
                    "惩戒措施不在清单内或不适用于该类主体",
                    "is not in the list of measures, or not against subjects of this kind");
        }
        if (entry.basis() == null) {
            add(
                    Rule.R15,
                    Verdict.REJECT,
                    "basis",
                    "",
                    "惩戒措施须有法律依据",
                    "a measure names the law that it rests on");
        }
        if (measure.mandatory() && measure.addressee() != Addressee.PUBLIC_BODY) {
            add(
                    Rule.R16,
                    Verdict.REJECT,
                    "measure.addressee",
                    measure.addressee().name(),
                    "不得强制要求非公共机构实施惩戒",
                    "nobody but a public body may be ordered to take a measure");
        }
    }

    /** R23. */
    private void amount() {
        Penalty penalty = entry.penalty();
        String amount = penalty == null ? null : penalty.amount();
        if (penalty == null || amount == null) {
            return;
        }
        if (!AMOUNT.matcher(amount).matches()) {
            add(
                    Rule.R23,
                    Verdict.QUARANTINE,
                    "penalty.amount",
                    "",
                    "金额须为以万元计的非负数",
                    "must be a number of 10,000 yuan, not negative");
        } else if (!penalty.confirmed()
                && new BigDecimal(amount).compareTo(AMOUNT_UNCONFIRMED_MAX) > 0) {
            add(
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
            add(
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
            add(
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
            add(
                    Rule.R25,
                    Verdict.FLAG,
                    "source.division",
                    "",
                    "行政区划代码未知",
                    "is in no table of division codes, current or retired");
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
            add(
                    Rule.R28,
                    Verdict.REJECT,
                    field,
                    "",
                    "列入名单须写明告知、决定文书、救济途径和移出条件",
                    "listing needs notice, decision, remedy and conditions of removal");
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
            add(
                    Rule.R30,
                    Verdict.REJECT,
                    "link",
                    "",
                    "记入个人须写明职务和指明该人的文书",
                    "a person is named for an organisation by role and by a document that names"
                            + " them");
        }
    }

    /** R31. */
    private void honour(EntryItem item) {
        if (item.kind() == ItemKind.TRUSTWORTHY && entry.source().level() == Level.DISTRICT) {
            add(
                    Rule.R31,
                    Verdict.REJECT,
                    "source.level",
                    entry.source().level().name(),
                    "守信信息须为市级及以上表彰",
                    "an honour is given by a city or a level above");
        }
    }

    /** Protocol, section 6: no person, and no person's number, in a stream that many may read. */
    private void persons(Optional<EntryItem> item) {
        if (facts.personal()) {
            return;
        }
        if (entry.subject().natural()) {
            add(
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
                add(
                        Rule.PERSONS,
                        Verdict.REJECT,
                        "fields." + name,
                        "",
                        "自然人证件号码只能进入接收方专属的加密流",
                        "the number of a person travels encrypted, in a recipient's own stream");
            }
        }
    }

    private LocalDate decided() {
        Document document = entry.document();
        LocalDate date = document == null ? null : document.date();
        return date == null ? facts.today() : date;
    }

    private AppliesTo target() {
        return entry.subject().natural() ? AppliesTo.NATURAL : AppliesTo.ORGANISATION;
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

    private static String tags(EntryField field) {
        return String.join(
                ",",
                field.tags().stream().filter(Tag::isForbidden).map(Tag::name).sorted().toList());
    }

    private void add(Rule rule, Verdict verdict, String field, String value, String zh, String en) {
        findings.add(new Finding(rule, verdict, field, value, zh, en));
    }
}
