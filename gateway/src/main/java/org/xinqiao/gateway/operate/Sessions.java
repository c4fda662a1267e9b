package org.xinqiao.gateway.operate;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.OrganisationName;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Wallet sessions: a token for one subject for {@link Bounds#WALLET_SESSION_MINUTES_MAX} minutes,
 * on every instance and over restarts. Whose session it is stands encrypted in the database.
 */
@Repository
public class Sessions {
    private static final Duration LENGTH = Duration.ofMinutes(Bounds.WALLET_SESSION_MINUTES_MAX);
    private static final int NAME_BYTES = 6;

    private final JdbcClient jdbc;
    private final AtRest atRest;
    private final Clock clock;
    private final SecureRandom random;

    Sessions(JdbcClient jdbc, AtRest atRest, Clock clock, SecureRandom random) {
        this.jdbc = jdbc;
        this.atRest = atRest;
        this.clock = clock;
        this.random = random;
    }

    /** A session's token, which is told once and kept nowhere, and when it ends. */
    public record Minted(String token, Instant expires) {}

    /** Opens a person's session. */
    public Minted mint(
            SubjectNumber subject, @Nullable PersonName name, String method, String reference) {
        return open(new WalletSession(subject, name, method, reference, ends()));
    }

    /** Opens an organisation's, for one who acts for it by the authority named. */
    public Minted mint(
            SubjectNumber subject,
            @Nullable OrganisationName name,
            String method,
            String reference,
            String authority) {
        return open(new WalletSession(subject, null, name, method, reference, authority, ends()));
    }

    private Instant ends() {
        return clock.instant().plus(LENGTH).truncatedTo(ChronoUnit.SECONDS);
    }

    private Minted open(WalletSession session) {
        Instant now = clock.instant();
        Instant expires = session.expires();
        String token = BearerToken.random(random);
        byte[] hash = BearerToken.hash(token);
        jdbc.sql("DELETE FROM wallet_session WHERE expires <= ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("INSERT INTO wallet_session (sha256, person, expires) VALUES (?, ?, ?)")
                .param(hash)
                .param(atRest.seal(json(session), hash))
                .param(expires.atOffset(ZoneOffset.UTC))
                .update();
        return new Minted(token, expires);
    }

    /** The caller of a session that has not ended. */
    public Optional<Caller> resolve(String token) {
        byte[] hash = BearerToken.hash(token);
        return jdbc.sql(
                        "SELECT person, expires FROM wallet_session WHERE sha256 = ? AND expires > ?")
                .param(hash)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, index) ->
                        session(
                                atRest.open(row.getBytes(1), hash),
                                row.getTimestamp(2).toInstant()))
                .optional()
                .map(session -> new Caller(name(hash), Role.WALLET, session));
    }

    /** Ends a session at once; one that has ended stays ended. */
    public void revoke(String token) {
        jdbc.sql("DELETE FROM wallet_session WHERE sha256 = ?")
                .param(BearerToken.hash(token))
                .update();
    }

    private static String name(byte[] hash) {
        return "wallet-" + HexFormat.of().formatHex(hash, 0, NAME_BYTES);
    }

    private static byte[] json(WalletSession session) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", session.subject().type().name());
        json.put("number", session.subject().reveal());
        session.personName().ifPresent(name -> json.put("name", name.reveal()));
        session.organisationName().ifPresent(name -> json.put("organisation", name.text()));
        json.put("method", session.evidenceMethod());
        json.put("reference", session.evidenceReference());
        session.authority().ifPresent(authority -> json.put("authority", authority));
        return StrictJson.write(json);
    }

    private static WalletSession session(byte[] bytes, Instant expires) {
        try {
            ObjectNode json = StrictJson.parseObject(bytes);
            var type = SubjectType.valueOf(json.path("type").stringValue());
            return new WalletSession(
                    SubjectNumber.parse(type, json.path("number").stringValue()),
                    json.has("name") ? PersonName.of(json.path("name").stringValue()) : null,
                    json.has("organisation")
                            ? new OrganisationName(json.path("organisation").stringValue())
                            : null,
                    json.path("method").stringValue(),
                    json.path("reference").stringValue(),
                    json.has("authority") ? json.path("authority").stringValue() : null,
                    expires);
        } catch (MalformedJson e) {
            throw new IllegalStateException("a stored session cannot be read", e);
        }
    }
}
