package org.xinqiao.contracts.code;

import static org.xinqiao.contracts.code.CborReader.require;

import java.net.URI;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.Refusal;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a city says about the passes of one list (protocol, section 4; Token Status List, section
 * 5).
 *
 * @param subject where the list stands: {@code {endpoint}/federation/v1/status/{n}}
 * @param issuedAt seconds since the epoch; an older one never replaces a newer
 * @param expires seconds since the epoch, if its issuer says so; not said by this product
 * @param ttl for how many seconds after {@code issuedAt} the list may be relied on, 1 to {@value
 *     #TTL_SECONDS_MAX}
 * @param list the bits
 */
public record StatusClaims(
        String subject, long issuedAt, @Nullable Long expires, int ttl, StatusList list) {
    /** How long a list may be relied on at most: 15 minutes. */
    public static final int TTL_SECONDS_MAX = 900;

    /** Longest subject. */
    public static final int SUBJECT_CHARACTERS_MAX = 512;

    /** The path below a node's endpoint, before the list's number. */
    public static final String PATH = "/federation/v1/status/";

    private static final long SECONDS_MAX = 253_402_300_799L;

    private static final int SUBJECT = 2;
    private static final int EXPIRES = 4;
    private static final int ISSUED = 6;
    private static final long STATUS_LIST = 65533;
    private static final long TTL = 65534;
    private static final String FORM = "a status list has the claims 2, 4?, 6, 65533, 65534";

    /** The end that its issuer names, if it names one. */
    public OptionalLong expiresAt() {
        return expires == null ? OptionalLong.empty() : OptionalLong.of(expires);
    }

    /** Where a list stands. */
    public static String subjectOf(URI endpoint, long list) {
        return endpoint.toString().replaceFirst("/$", "") + PATH + list;
    }

    byte[] toCbor() {
        var out = new CborWriter().map(expires == null ? 4 : 5);
        out.integer(SUBJECT).text(subject);
        if (expires != null) {
            out.integer(EXPIRES).integer(expires);
        }
        out.integer(ISSUED).integer(issuedAt);
        out.integer(STATUS_LIST).map(2);
        out.text("lst").bytes(list.deflated()).text("bits").integer(1);
        out.integer(TTL).integer(ttl);
        return out.toByteArray();
    }

    static StatusClaims ofCbor(byte[] payload) throws MalformedStatusList {
        try {
            return read(new CborReader(payload));
        } catch (Refusal e) {
            throw malformed(e);
        }
    }

    private static StatusClaims read(CborReader in) throws Refusal, MalformedStatusList {
        int members = in.map();
        require(members == 4 || members == 5, FORM);
        require(in.integer() == SUBJECT, FORM);
        String subject = in.text();
        Long expires = null;
        if (members == 5) {
            require(in.integer() == EXPIRES, FORM);
            expires = in.unsigned();
        }
        require(in.integer() == ISSUED, FORM);
        long issuedAt = in.unsigned();
        require(in.integer() == STATUS_LIST, FORM);
        StatusList list = list(in);
        require(in.integer() == TTL, FORM);
        long ttl = in.unsigned();
        in.end();
        return checked(subject, issuedAt, expires, ttl, list);
    }

    /** The drafts' own example has {@code bits} first; deterministic order has {@code lst}. */
    private static StatusList list(CborReader in) throws Refusal, MalformedStatusList {
        String form = "a status list holds lst and bits, which is 1";
        require(in.map() == 2, form);
        byte[] lst;
        if (in.text().equals("lst")) {
            lst = in.bytes();
            require(in.text().equals("bits") && in.unsigned() == 1, form);
        } else {
            require(in.unsigned() == 1 && in.text().equals("lst"), form);
            lst = in.bytes();
        }
        return StatusList.inflated(lst);
    }

    byte[] toJson() {
        ObjectNode json = StrictJson.object();
        json.put("sub", subject);
        if (expires != null) {
            json.put("exp", expires);
        }
        json.put("iat", issuedAt).put("ttl", ttl);
        json.putObject("status_list").put("bits", 1).put("lst", Base64Url.encode(list.deflated()));
        return StrictJson.write(json);
    }

    static StatusClaims ofJson(byte[] payload) throws MalformedStatusList {
        try {
            var fields = new Fields("", StrictJson.parseObject(payload));
            OptionalLong expires = fields.optionalInteger("exp", 0, SECONDS_MAX);
            Fields list = fields.object("status_list");
            list.integer("bits", 1, 1);
            StatusClaims claims =
                    checked(
                            fields.text("sub"),
                            fields.integer("iat", 0, SECONDS_MAX),
                            expires.isEmpty() ? null : expires.getAsLong(),
                            fields.integer("ttl", 1, TTL_SECONDS_MAX),
                            StatusList.inflated(list.bytes("lst")));
            list.end();
            fields.end();
            return claims;
        } catch (MalformedJson e) {
            throw new MalformedStatusList(String.valueOf(e.getMessage()));
        }
    }

    private static StatusClaims checked(
            String subject, long issuedAt, @Nullable Long expires, long ttl, StatusList list)
            throws MalformedStatusList {
        boolean holds =
                subject.length() <= SUBJECT_CHARACTERS_MAX
                        && issuedAt <= SECONDS_MAX
                        && (expires == null || expires <= SECONDS_MAX)
                        && ttl >= 1
                        && ttl <= TTL_SECONDS_MAX;
        if (!holds) {
            throw new MalformedStatusList("ttl is 1 to 900 s, times are before the year 10000");
        }
        return new StatusClaims(subject, issuedAt, expires, (int) ttl, list);
    }

    static MalformedStatusList malformed(Refusal e) {
        return new MalformedStatusList(
                e.facts().getOrDefault("rule", "a status list is deterministic CBOR"));
    }
}
