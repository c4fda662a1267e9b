package org.xinqiao.gateway.lists;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.xinqiao.adapters.city.CityItem;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.DisplayPeriod;
import org.xinqiao.contracts.entry.Document;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryState;
import org.xinqiao.contracts.entry.PublicView;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.operate.NodeConfig;

/**
 * What this city's own public lists and records say of an organisation, as data items: an item that
 * the catalogue of entries names under the same code is answered by them, and not by the city's
 * platform. Each value is an entry's document and its day; what may not be displayed is no value
 * (R09, R12, R14).
 */
@Component
public class OwnItems {
    private static final int ENTRIES_MAX = 2_000;
    private static final int REFERENCE_CHARACTERS_MAX = 80;

    private final HeldEntries held;
    private final Subjects subjects;
    private final EntryJudge judge;
    private final NodeId self;

    /** The lists of a node's database. */
    public OwnItems(HeldEntries held, Subjects subjects, EntryJudge judge, NodeConfig config) {
        this.held = held;
        this.subjects = subjects;
        this.judge = judge;
        this.self = config.node();
    }

    /** Those of these items that the lists answer. */
    public Set<String> among(Set<String> items) {
        return items.stream().filter(this::isListed).collect(Collectors.toUnmodifiableSet());
    }

    private boolean isListed(String code) {
        return judge.catalogue()
                .item(code)
                .filter(item -> item.disclosure() == DisclosureClass.PUBLIC)
                .filter(item -> item.appliesTo().contains(AppliesTo.ORGANISATION))
                .isPresent();
    }

    /**
     * These items of an organisation.
     *
     * @throws Refusal {@code conflict} where more is held about it than is looked through
     */
    public Map<String, CityItem> of(UnifiedSocialCreditCode code, Set<String> items, Instant now)
            throws Refusal {
        if (items.isEmpty()) {
            return Map.of();
        }
        LocalDate today = DisplayPeriod.day(now);
        List<HeldEntries.Held> rows =
                held.about(List.of(subjects.of(code)), ENTRIES_MAX + 1)
                        .getOrDefault(ByteBuffer.wrap(subjects.of(code)), List.of());
        if (rows.size() > ENTRIES_MAX) {
            throw new Refusal(
                    ProblemType.CONFLICT, "rule", "at most " + ENTRIES_MAX + " entries at once");
        }
        var shown = new HashMap<String, List<Entry>>();
        for (HeldEntries.Held row : rows) {
            if (isOwn(row.stream()) && row.content() instanceof Content.Open open) {
                judge.catalogue()
                        .item(open.entry().item())
                        .filter(item -> items.contains(item.code()))
                        .flatMap(item -> PublicView.of(open.entry(), item, today))
                        .ifPresent(view ->
                                shown.computeIfAbsent(view.item(), _ -> new ArrayList<>())
                                        .add(view));
            }
        }
        var answered = new HashMap<String, CityItem>();
        for (String item : items) {
            answered.put(item, new CityItem(values(shown.getOrDefault(item, List.of())), today));
        }
        return answered;
    }

    private boolean isOwn(String stream) {
        return StreamName.parse(stream).filter(name -> name.source().equals(self)).isPresent();
    }

    /** The newest first; where there are more than an answer holds, the last value says so. */
    static List<String> values(List<Entry> entries) {
        List<String> values =
                entries.stream()
                        .sorted(Comparator.comparing(OwnItems::day).reversed())
                        .map(OwnItems::value)
                        .collect(Collectors.toCollection(ArrayList::new));
        int over = values.size() - ItemsResponse.VALUES_MAX;
        if (over > 0) {
            values = values.subList(0, ItemsResponse.VALUES_MAX - 1);
            values.add("另有 " + (over + 1) + " 条");
        }
        return List.copyOf(values);
    }

    private static LocalDate day(Entry entry) {
        Document document = entry.document();
        return document == null || document.date() == null ? LocalDate.MIN : document.date();
    }

    private static String value(Entry entry) {
        Document document = entry.document();
        String reference = document == null ? null : document.reference();
        String named = reference == null || reference.isBlank() ? "无文书号" : reference;
        String cut =
                named.length() > REFERENCE_CHARACTERS_MAX
                        ? named.substring(0, REFERENCE_CHARACTERS_MAX - 1) + "…"
                        : named;
        return cut
                + (document == null || document.date() == null ? "" : "，" + document.date())
                + (entry.state() == EntryState.DISPUTED ? "（异议处理中）" : "");
    }
}
