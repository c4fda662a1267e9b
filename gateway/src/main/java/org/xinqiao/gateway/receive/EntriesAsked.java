package org.xinqiao.gateway.receive;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NaturalPersonNumber;
import org.xinqiao.contracts.identity.SubjectNumber;

/**
 * Somebody asks what is held about one subject.
 *
 * @param kind what the answer is for
 * @param subject about whom
 * @param caller name of the caller's token
 * @param publicBody whether that token is a public body's
 * @param own whether the caller is the subject, identified
 * @param declared who looks, and why; null where nobody said so
 * @param authorisation by which authorisation of the subject; null where none is claimed
 * @param at when
 */
public record EntriesAsked(
        Kind kind,
        SubjectNumber subject,
        String caller,
        boolean publicBody,
        boolean own,
        @Nullable QueryDeclared declared,
        @Nullable UUID authorisation,
        Instant at) {
    /** What an answer is for. */
    public enum Kind {
        /** Everything that may be shown. */
        QUERY,
        /** Breaches alone, for a system that approves, buys or registers. */
        CHECK
    }

    /** Whether it is about a natural person. */
    public boolean natural() {
        return subject instanceof NaturalPersonNumber;
    }
}
