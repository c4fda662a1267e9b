package org.xinqiao.gateway.disclose;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.DisplayPeriod;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryItem;
import org.xinqiao.contracts.entry.PublicView;
import org.xinqiao.gateway.lists.Forward;

/**
 * The filter of every hop: what of an entry may be passed on (rules R01, R02, R05, R12, R14, R22,
 * R26). In an open stream what everybody may see of an organisation, and nothing else; in a stream
 * for one recipient what government bodies share, without what law forbids or ties to a consent
 * that was not given to this recipient.
 */
public final class ForwardRules {
    private ForwardRules() {}

    /** Whether an entry goes on, and in which form. */
    public sealed interface Verdict {
        /** It goes on like this. */
        record Goes(Entry view) implements Verdict {}

        /** It does not; what went before is recalled. */
        record Stays(Reason reason) implements Verdict {}
    }

    /** Why an entry is not passed on. */
    public enum Reason {
        /** The routes do not mean its item. */
        ITEM_NOT_ROUTED("路由配置不含该目录项", "the routes do not mean its item"),
        /** The routes do not mean its severity. */
        SEVERITY_NOT_ROUTED("路由配置不含该严重程度", "the routes do not mean its severity"),
        /** The catalogue does not name its item, or not on this day (R07). */
        NOT_IN_CATALOGUE("目录中没有该项，或不在有效期内", "the catalogue does not name its item today"),
        /** It is for other eyes than the stream's (R05). */
        OTHER_CLASS("公开属性不允许进入该流", "its disclosure class does not allow this stream"),
        /** A natural person never stands in an open stream. */
        PERSON("自然人信息不进入公开流", "a natural person never stands in an open stream"),
        /** Suspended, repaired or withdrawn (R12, R14). */
        NOT_IN_USE("已暂停、修复或撤销", "it is suspended, repaired or withdrawn"),
        /** Its display has ended (R09). */
        OVER("公示期限已届满", "its display has ended");

        private final String zh;
        private final String en;

        Reason(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        /** In Chinese. */
        public String zh() {
            return zh;
        }

        /** In English. */
        public String en() {
            return en;
        }
    }

    /**
     * What becomes of an entry.
     *
     * @param line the line of the routing configuration
     * @param item what the catalogue says of the entry's item; null where it does not name it
     * @param today the day, in Asia/Shanghai
     */
    public static Verdict decide(
            Entry entry, Forward line, @Nullable EntryItem item, LocalDate today) {
        if (!line.meansItem(entry)) {
            return new Verdict.Stays(Reason.ITEM_NOT_ROUTED);
        }
        if (!line.meansSeverity(entry)) {
            return new Verdict.Stays(Reason.SEVERITY_NOT_ROUTED);
        }
        if (item == null || !item.code().equals(entry.item()) || !item.inForce(today)) {
            return new Verdict.Stays(Reason.NOT_IN_CATALOGUE);
        }
        if (!entry.state().inUse()) {
            return new Verdict.Stays(Reason.NOT_IN_USE);
        }
        if (DisplayPeriod.isOver(entry.until(), today)) {
            return new Verdict.Stays(Reason.OVER);
        }
        return line.to().isPersonal() ? sealed(entry, item) : open(entry, item, today);
    }

    private static Verdict open(Entry entry, EntryItem item, LocalDate today) {
        if (entry.subject().natural()) {
            return new Verdict.Stays(Reason.PERSON);
        }
        Optional<Entry> view = PublicView.of(entry, item, today);
        return view.<Verdict>map(Verdict.Goes::new)
                .orElseGet(() -> new Verdict.Stays(Reason.OTHER_CLASS));
    }

    /** What only the subject may release is not passed on by anybody else. */
    private static Verdict sealed(Entry entry, EntryItem item) {
        boolean authorised =
                entry.disclosure() == DisclosureClass.AUTHORISED
                        || item.disclosure() == DisclosureClass.AUTHORISED;
        AppliesTo subject = entry.subject().natural() ? AppliesTo.NATURAL : AppliesTo.ORGANISATION;
        if (authorised || !item.appliesTo().contains(subject)) {
            return new Verdict.Stays(Reason.OTHER_CLASS);
        }
        boolean natural = entry.subject().natural();
        return new Verdict.Goes(
                entry.with(
                        entry.subject(),
                        entry.fields()
                                .only(name ->
                                        item.field(name)
                                                .filter(field ->
                                                        !natural
                                                                || !(field.isForbidden()
                                                                        || field
                                                                                .needsWrittenConsent()))
                                                .isPresent())));
    }
}
