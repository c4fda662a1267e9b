package org.xinqiao.gateway.people;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.UUID;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.trust.document.DisclosureLevel;

/**
 * A consent 授权: what one person allows one recipient to learn, for which purposes (rules R05, R06,
 * R19). What was agreed never changes; only the state does, and every change counts a revision.
 *
 * <p>An organisation's is its mandate to show its code there. What is then told is public by law
 * and needs no consent; the mandate says who may show it, where, for what and until when, and ends
 * as a consent does.
 *
 * @param id its id
 * @param subject whose it is
 * @param recipient the one node that may learn something
 * @param purposes what for
 * @param items codes of the catalogue items that the recipient may ask for; empty where it is for
 *     credit codes. One consent is never for both
 * @param disclosure the most that it allows
 * @param use once or for a period
 * @param form how it was given
 * @param evidence how the person was identified, and by what right they act for an organisation
 * @param grantedAt since when
 * @param expiresAt until when
 * @param state the state now
 * @param revision counts from 1
 * @param spent a consent for one use was used
 */
public record Consent(
        UUID id,
        SubjectNumber subject,
        NodeId recipient,
        SortedSet<String> purposes,
        SortedSet<String> items,
        DisclosureLevel disclosure,
        Use use,
        Form form,
        Evidence evidence,
        Instant grantedAt,
        Instant expiresAt,
        ConsentState state,
        int revision,
        boolean spent) {
    /** A consent for credit codes. */
    public Consent(
            UUID id,
            SubjectNumber subject,
            NodeId recipient,
            SortedSet<String> purposes,
            DisclosureLevel disclosure,
            Use use,
            Form form,
            Evidence evidence,
            Instant grantedAt,
            Instant expiresAt,
            ConsentState state,
            int revision,
            boolean spent) {
        this(
                id,
                subject,
                recipient,
                purposes,
                Collections.emptySortedSet(),
                disclosure,
                use,
                form,
                evidence,
                grantedAt,
                expiresAt,
                state,
                revision,
                spent);
    }

    /** How often a consent may be used. */
    public enum Use {
        /** For one recognition. */
        ONCE,
        /** Until it expires (default). */
        PERIOD
    }

    /** How a consent was given. */
    public enum Form {
        /** A deliberate act in an application. */
        ELECTRONIC,
        /** In writing, after being told of possible bad consequences (rule R02). */
        WRITTEN
    }

    /** The same consent as it stands now: nothing else about it ever changes. */
    Consent standing(ConsentState state, int revision, boolean spent) {
        return new Consent(
                id,
                subject,
                recipient,
                purposes,
                items,
                disclosure,
                use,
                form,
                evidence,
                grantedAt,
                expiresAt,
                state,
                revision,
                spent);
    }

    /** Whether it is for credit codes; else it is for questions about items. */
    public boolean isForCodes() {
        return items.isEmpty();
    }

    /** The state at an instant: an active or paused consent past its term has expired. */
    public ConsentState stateAt(Instant now) {
        boolean over = !now.isBefore(expiresAt);
        return over && state != ConsentState.WITHDRAWN ? ConsentState.EXPIRED : state;
    }
}
