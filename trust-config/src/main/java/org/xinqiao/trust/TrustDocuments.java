package org.xinqiao.trust;

import java.time.Instant;
import java.util.List;
import org.xinqiao.contracts.entry.EntryCatalogue;
import org.xinqiao.contracts.entry.MeasureList;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Benefit;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.NodeKeys;

/**
 * Everything that counts, not yet indexed. Production code gets one from {@link TrustLoader} alone,
 * which has checked who signed what; a test may write its own.
 *
 * @param version the version of the TUF snapshot
 * @param expires when all of it stops counting
 * @param agreements signed by all parties, running, not ended
 * @param entries which entries may be collected and shared
 * @param measures every edition of the list of measures
 * @param faults what was ignored, and why
 */
public record TrustDocuments(
        long version,
        Instant expires,
        List<Member> members,
        List<NodeKeys> keys,
        List<Agreement> agreements,
        List<Benefit> benefits,
        Catalogue catalogue,
        EntryCatalogue entries,
        List<MeasureList> measures,
        List<TrustFault> faults) {
    /** Without lists and records. */
    public TrustDocuments(
            long version,
            Instant expires,
            List<Member> members,
            List<NodeKeys> keys,
            List<Agreement> agreements,
            List<Benefit> benefits,
            Catalogue catalogue,
            List<TrustFault> faults) {
        this(
                version,
                expires,
                members,
                keys,
                agreements,
                benefits,
                catalogue,
                EntryCatalogue.NONE,
                List.of(),
                faults);
    }

    /** Keeps copies. */
    public TrustDocuments {
        members = List.copyOf(members);
        keys = List.copyOf(keys);
        agreements = List.copyOf(agreements);
        benefits = List.copyOf(benefits);
        measures = List.copyOf(measures);
        faults = List.copyOf(faults);
    }
}
