package org.xinqiao.gateway.ledger;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.disclose.FoundEntries;
import org.xinqiao.gateway.lists.HeldEntries;
import org.xinqiao.gateway.lists.HeldEntry;
import org.xinqiao.gateway.lists.Subjects;
import org.xinqiao.gateway.permit.PermittedQuery;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/** Finds what is held about subjects, and opens what was encrypted to this node. */
@Component
public class FindEntries {
    /** Entries about one subject that are answered; with more the query is refused, not cut. */
    static final int ENTRIES_MAX = 2_000;

    private final HeldEntries held;
    private final SealedEntries sealed;
    private final Subjects subjects;
    private final Trust trust;

    /** Finds in a node's database. */
    public FindEntries(HeldEntries held, SealedEntries sealed, Subjects subjects, Trust trust) {
        this.held = held;
        this.sealed = sealed;
        this.subjects = subjects;
        this.trust = trust;
    }

    /** What is held about the subject of a query. */
    @Handler
    public FoundEntries find(PermittedQuery query) throws Refusal {
        SubjectNumber subject = query.asked().subject();
        Map<SubjectNumber, List<HeldEntry>> found =
                find(List.of(subject), ENTRIES_MAX, query.asked().at());
        return new FoundEntries(query, found.getOrDefault(subject, List.of()));
    }

    /**
     * What is held about each of these subjects.
     *
     * @param most entries in all
     * @throws Refusal {@code conflict} if there are more
     */
    Map<SubjectNumber, List<HeldEntry>> find(
            Collection<? extends SubjectNumber> wanted, int most, Instant now) throws Refusal {
        var keys = new HashMap<ByteBuffer, SubjectNumber>();
        wanted.forEach(subject -> keys.put(ByteBuffer.wrap(subjects.of(subject)), subject));
        List<byte[]> bytes = keys.keySet().stream().map(ByteBuffer::array).toList();
        Map<ByteBuffer, List<HeldEntries.Held>> rows = held.about(bytes, most + 1);
        if (rows.values().stream().mapToInt(List::size).sum() > most) {
            throw new Refusal(ProblemType.CONFLICT, "rule", "at most " + most + " entries at once");
        }
        var found = new HashMap<SubjectNumber, List<HeldEntry>>();
        ActingTrust acting = null;
        for (var row : rows.entrySet()) {
            var entries = new ArrayList<HeldEntry>();
            for (HeldEntries.Held one : row.getValue()) {
                if (one.content() instanceof Content.Sealed && acting == null) {
                    acting = trust.inForce(now);
                }
                Entry entry = entry(one, acting);
                if (entry != null) {
                    entries.add(new HeldEntry(one.stream(), one.key(), entry));
                }
            }
            found.put(Objects.requireNonNull(keys.get(row.getKey())), entries);
        }
        return found;
    }

    private @Nullable Entry entry(HeldEntries.Held one, @Nullable ActingTrust acting) {
        return switch (one.content()) {
            case Content.Open open -> open.entry();
            case Content.Sealed closed ->
                    acting == null
                            ? null
                            : StreamName.parse(one.stream())
                                    .map(stream -> sealed.open(closed, stream, one.key(), acting))
                                    .orElse(null);
            case Content.Recalled _, Content.Erased _ -> null;
        };
    }
}
