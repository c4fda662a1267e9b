package org.xinqiao.gateway.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
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
    private static final String REMEMBER =
            "insert into shown_code (digest, keep_until) values (?,?) on conflict do nothing";

    /** As many as a busy instance accepts while one is young enough to be shown again. */
    private static final int RECENT_MAX = 20_000;

    private final JdbcTemplate jdbc;

    private final Map<ByteBuffer, Boolean> recent =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> e) {
                            return size() > RECENT_MAX;
                        }
                    });

    /** The memory in a node's database. */
    public ShownCodes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whether this instance accepted the code lately. It spares the home city a question; what
     * another instance accepted is found by {@link #remember}, and by the home city itself.
     */
    public boolean knows(AuthenticCode code) {
        return recent.containsKey(ByteBuffer.wrap(digest(code)));
    }

    /** Notes a code whose use is committed. */
    void accepted(AuthenticCode code) {
        recent.put(ByteBuffer.wrap(digest(code)), true);
    }

    /**
     * Remembers accepted codes.
     *
     * @return for each whether it is new; false if it was accepted meanwhile
     */
    public List<Boolean> remember(List<AuthenticCode> codes, CodeBounds bounds) {
        var rows = new TreeMap<byte[], Object[]>(Arrays::compareUnsigned);
        var digests = new ArrayList<byte[]>(codes.size());
        for (AuthenticCode code : codes) {
            byte[] digest = digest(code);
            Instant keepUntil = CodeRules.forgettable(code, bounds).plusSeconds(1);
            digests.add(digest);
            rows.putIfAbsent(digest, new Object[] {digest, keepUntil.atOffset(ZoneOffset.UTC)});
        }
        // In one order everywhere, so that two transactions cannot wait for each other.
        int[] inserted = jdbc.batchUpdate(REMEMBER, List.copyOf(rows.values()));
        var first = new TreeSet<byte[]>(Arrays::compareUnsigned);
        int i = 0;
        for (byte[] digest : rows.keySet()) {
            if (inserted[i++] == 1) {
                first.add(digest);
            }
        }
        // Of two alike in one batch only the first is new.
        return digests.stream().map(first::remove).toList();
    }

    /**
     * Not over the text: signatures are malleable, so two texts can be one presentation. The pass's
     * own reference is random and unique.
     */
    private static byte[] digest(AuthenticCode code) {
        byte[] nonce = code.code().presentation().map(p -> p.nonce()).orElse(new byte[0]);
        return Suite.INTL.digest(
                code.issuer().value().getBytes(StandardCharsets.US_ASCII),
                code.claims().consentRef().bytes(),
                nonce);
    }
}
