package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.gateway.authenticate.AuthenticCode;
import org.xinqiao.gateway.authenticate.CodeBounds;
import org.xinqiao.gateway.authenticate.CodeRules;

/**
 * The host city's memory of the codes it accepted, until each would be too old anyway (protocol,
 * section 4): (pass, nonce), or the pass alone for a bearer code.
 */
@Repository
public class ShownCodes {
    private final JdbcClient jdbc;

    /** The memory in a node's database. */
    public ShownCodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the code was accepted here before. */
    public boolean knows(AuthenticCode code) {
        return jdbc.sql("select 1 from shown_code where digest = ?")
                .param(digest(code))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /**
     * Remembers an accepted code.
     *
     * @return false if it was accepted meanwhile
     */
    public boolean remember(AuthenticCode code, CodeBounds bounds) {
        Instant keepUntil = CodeRules.forgettable(code, bounds).plusSeconds(1);
        return jdbc.sql(
                                """
                                insert into shown_code (digest, keep_until) values (?,?)
                                on conflict do nothing\
                                """)
                        .param(digest(code))
                        .param(keepUntil.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /**
     * Not over the text: signatures are malleable, so two texts can be one presentation. The pass's
     * own reference is random and unique.
     */
    private static byte[] digest(AuthenticCode code) {
        byte[] nonce = code.code().presentation().map(p -> p.nonce()).orElse(new byte[0]);
        return Suite.INTL.digest(
                code.issuer().value().getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                code.claims().consentRef().bytes(),
                nonce);
    }
}
