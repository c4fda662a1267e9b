package org.xinqiao.gateway.people;

import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Computes what recipients call the subjects of consents that were given before it was kept beside
 * them, some at a time; a release before this one goes on writing such rows.
 */
@Component
public class NamePseudonyms {
    private static final int ROWS_MAX = 500;

    private final Consents consents;
    private final Pseudonyms pseudonyms;

    /** Computes in a node's database. */
    public NamePseudonyms(Consents consents, Pseudonyms pseudonyms) {
        this.consents = consents;
        this.pseudonyms = pseudonyms;
    }

    /**
     * One round; what is left waits for the next.
     *
     * @return consents that it named
     */
    @Scheduled(fixedDelay = 10_000, initialDelay = 2_000)
    public int name() {
        List<Consent> unnamed = consents.unnamed(ROWS_MAX);
        for (Consent consent : unnamed) {
            consents.name(consent.id(), pseudonyms.of(consent.subject(), consent.recipient()));
        }
        return unnamed.size();
    }
}
