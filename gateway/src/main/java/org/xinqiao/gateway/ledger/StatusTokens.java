package org.xinqiao.gateway.ledger;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.code.StatusClaims;
import org.xinqiao.contracts.code.StatusList;
import org.xinqiao.contracts.code.StatusToken;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.StatusLists;
import org.xinqiao.gateway.receive.PublishedStatus;
import org.xinqiao.gateway.seal.Sealer;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;
import org.xinqiao.trust.document.NodeKeys;

/** Signs this node's status lists for whoever may read them. */
@Component
class StatusTokens implements PublishedStatus {
    private record Read(long version, StatusList list) {}

    private final StatusLists lists;
    private final Sealer sealer;
    private final Trust trust;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /** Reading a list's bits again for every reader would cost more than signing it. */
    private final ConcurrentHashMap<Long, Read> read = new ConcurrentHashMap<>();

    StatusTokens(
            StatusLists lists,
            Sealer sealer,
            Trust trust,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.lists = lists;
        this.sealer = sealer;
        this.trust = trust;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public Optional<byte[]> token(long list, NodeId reader, Form form) throws Refusal {
        Instant now = clock.instant();
        ActingTrust acting = trust.inForce(now);
        SigningKey key = sealer.preferredKey(KeyUse.STATUS, reader, acting, now);
        String subject = StatusClaims.subjectOf(endpoint(acting), list);
        Optional<StatusClaims> claims =
                Optional.ofNullable(transaction.execute(status -> claims(list, subject, now)));
        return claims.map(said ->
                switch (form) {
                    case CWT -> StatusToken.cwt(key, said);
                    case JWT -> StatusToken.jwt(key, said);
                });
    }

    private @org.jspecify.annotations.Nullable StatusClaims claims(
            long list, String subject, Instant now) {
        StatusLists.Held held = lists.hold(list).orElse(null);
        if (held == null) {
            read.remove(list);
            return null;
        }
        // Never before what was signed by another instance, whose clock may be ahead.
        long issuedAt = Math.max(now.getEpochSecond(), held.signed());
        lists.signed(held, issuedAt);
        return new StatusClaims(subject, issuedAt, null, StatusClaims.TTL_SECONDS_MAX, bits(held));
    }

    private StatusList bits(StatusLists.Held held) {
        Read known = read.get(held.number());
        if (known != null && known.version() == held.version()) {
            return known.list();
        }
        StatusList told = lists.told(held);
        read.put(held.number(), new Read(held.version(), told));
        return told;
    }

    @Override
    public List<String> subjects() throws Refusal {
        URI endpoint = endpoint(trust.inForce(clock.instant()));
        return lists.numbers().stream()
                .map(list -> StatusClaims.subjectOf(endpoint, list))
                .toList();
    }

    private static URI endpoint(ActingTrust acting) throws Refusal {
        return acting.snapshot()
                .keys(acting.self())
                .map(NodeKeys::endpoint)
                .orElseThrow(() -> new Refusal(ProblemType.TRY_LATER, "dependency", "trust"));
    }
}
