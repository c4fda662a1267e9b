package org.xinqiao.gateway.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which TLS identity a node shows to others. A pure decision. */
final class TlsChoice {
    private TlsChoice() {}

    /**
     * The identity to show: the first offered that partners can know by now. Where there is none,
     * the one in use stays, as long as it is published at all; once it is not, the first that is.
     *
     * @param inUse what is shown now
     * @param offered what the files hold, the successor first
     * @param overlap how long partners may take to look at the repository again
     */
    static TlsIdentity decide(
            TlsIdentity inUse,
            List<TlsIdentity> offered,
            PublishedSince published,
            Duration overlap,
            Instant now) {
        Optional<TlsIdentity> known =
                offered.stream()
                        .filter(each ->
                                published
                                        .since(each.pin())
                                        .filter(at -> !now.isBefore(at.plus(overlap)))
                                        .isPresent())
                        .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        if (published.since(inUse.pin()).isPresent()) {
            return inUse;
        }
        return offered.stream()
                .filter(each -> published.since(each.pin()).isPresent())
                .findFirst()
                .orElse(inUse);
    }
}
