package org.xinqiao.contracts.code;

import static org.xinqiao.contracts.code.CborReader.malformed;
import static org.xinqiao.contracts.code.CborReader.require;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.DivisionCode;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

/**
 * What the issuing city says in a pass (a CWT, RFC 8392).
 *
 * @param issuer the home city's division code
 * @param audience the one city that may accept the pass
 * @param issuedAt seconds since the epoch, rounded down to the hour
 * @param expiresAt seconds since the epoch, rounded up to the hour
 * @param device the holder's device key; without it the code is a bearer code
 * @param agreement the agreement's number, under 2³²
 * @param claim what is disclosed
 * @param statusList number of the status list, under 2³²
 * @param statusIndex position in the status list, under 2³², random
 * @param consentRef the consent under which it was issued, a random reference of this pass alone
 */
public record PassClaims(
        DivisionCode issuer,
        DivisionCode audience,
        long issuedAt,
        long expiresAt,
        @Nullable DeviceKey device,
        long agreement,
        PassClaim claim,
        long statusList,
        long statusIndex,
        ConsentRef consentRef) {
    private static final int ISSUER = 1;
    private static final int AUDIENCE = 3;
    private static final int EXPIRES = 4;
    private static final int ISSUED = 6;
    private static final int CONFIRMATION = 8;
    private static final long XINQIAO = -65537;

    /** The device key, absent in a bearer code. */
    public Optional<DeviceKey> deviceKey() {
        return Optional.ofNullable(device);
    }

    byte[] encode() {
        var out = new CborWriter().map(device == null ? 5 : 6);
        out.integer(ISSUER).text(issuer.code());
        out.integer(AUDIENCE).text(audience.code());
        out.integer(EXPIRES).integer(expiresAt);
        out.integer(ISSUED).integer(issuedAt);
        if (device != null) {
            out.integer(CONFIRMATION).map(1).integer(1);
            device.write(out);
        }
        out.integer(XINQIAO).array(6).integer(agreement).integer(claim.level());
        switch (claim) {
            case PassClaim.Classes classes -> out.bytes(classes.bits());
            case PassClaim.Rung rung -> out.integer(rung.number());
        }
        out.integer(statusList).integer(statusIndex).bytes(consentRef.bytes());
        return out.toByteArray();
    }

    static PassClaims decode(byte[] payload) throws Refusal {
        var in = new CborReader(payload);
        int members = in.map();
        require(members == 5 || members == 6, "a pass has the claims 1, 3, 4, 6, 8?, -65537");
        DivisionCode issuer = division(in, ISSUER, "iss");
        DivisionCode audience = division(in, AUDIENCE, "aud");
        long expires = member(in, EXPIRES).unsigned();
        long issued = member(in, ISSUED).unsigned();
        DeviceKey device = null;
        if (members == 6) {
            require(member(in, CONFIRMATION).map() == 1, "claim 8 holds one COSE_Key");
            require(in.integer() == 1, "claim 8 holds one COSE_Key");
            device = DeviceKey.read(in);
        }
        require(member(in, XINQIAO).array() == 6, "claim -65537 is an array of six");
        long agreement = in.unsigned32("agreement");
        PassClaim claim = claim(in);
        long list = in.unsigned32("statusList");
        long index = in.unsigned32("statusIndex");
        var ref = new ConsentRef(in.bytes(ConsentRef.BYTES, "consentRef"));
        in.end();
        return new PassClaims(
                issuer, audience, issued, expires, device, agreement, claim, list, index, ref);
    }

    private static PassClaim claim(CborReader in) throws Refusal {
        long level = in.unsigned();
        if (level == 0) {
            byte[] bits = in.bytes();
            require(
                    bits.length >= 1 && bits.length <= PassClaim.Classes.BYTES_MAX,
                    "a class bitmap has 1 to 96 bytes");
            return new PassClaim.Classes(bits);
        }
        if (level != 1) {
            throw new Refusal(ProblemType.LEVEL_UNKNOWN);
        }
        return new PassClaim.Rung(in.unsigned32("rung"));
    }

    private static CborReader member(CborReader in, long key) throws Refusal {
        require(in.integer() == key, "a pass has the claims 1, 3, 4, 6, 8?, -65537 in this order");
        return in;
    }

    private static DivisionCode division(CborReader in, long key, String name) throws Refusal {
        try {
            return DivisionCode.parse(member(in, key).text());
        } catch (InvalidIdentifier e) {
            throw malformed(name + " is a six-digit division code");
        }
    }
}
