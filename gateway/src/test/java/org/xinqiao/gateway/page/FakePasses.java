package org.xinqiao.gateway.page;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.DeviceKey;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.code.PassClaims;
import org.xinqiao.contracts.code.Presentation;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.identity.DivisionCode;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import tools.jackson.databind.JsonNode;

/** Real passes of a fake city, and the real checks of what a wallet makes of them. */
final class FakePasses {
    private static final long AGE_SECONDS_MAX = 60;

    private final SecureRandom random = new SecureRandom();
    private final SigningKey issuer = Keys.generate(SignatureAlgorithm.ES256, random);
    private final Map<ConsentRef, String> consents = new ConcurrentHashMap<>();
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    /** A pass under a consent for the device key that the wallet made. */
    String mint(String consent, JsonNode deviceKey) {
        try {
            return Base64Url.encode(pass(consent, Keys.parsePublic(deviceKey)).encoded());
        } catch (InvalidKey e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A good code that no page made. */
    String code() {
        try {
            SigningKey device = Keys.generate(SignatureAlgorithm.ES256, random);
            Pass pass = pass("none", device.publicKey());
            var presented =
                    Presentation.sign(device, pass, Instant.now().getEpochSecond(), bytes(8), null);
            return new CreditCode(pass, presented).text();
        } catch (InvalidKey e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Checks signatures, freshness and that the code was not seen before.
     *
     * @return the consent under which the pass was issued
     */
    String verify(String text) throws Refusal {
        CreditCode code = CreditCode.parse(text);
        Presentation presented =
                code.presentation()
                        .orElseThrow(() -> new Refusal(ProblemType.PRESENTATION_MISSING));
        try {
            code.pass().verify(issuer.publicKey());
            presented.verify(
                    code.pass().claims().deviceKey().orElseThrow().verificationKey(), code.pass());
        } catch (BadSignature | InvalidKey e) {
            throw new Refusal(ProblemType.PRESENTATION_SIGNATURE_INVALID);
        }
        if (Math.abs(Instant.now().getEpochSecond() - presented.issuedAt()) > AGE_SECONDS_MAX) {
            throw new Refusal(ProblemType.PRESENTATION_TOO_OLD);
        }
        if (!shown.add(text)) {
            throw new Refusal(ProblemType.CODE_ALREADY_USED);
        }
        return consents.get(code.pass().claims().consentRef());
    }

    private Pass pass(String consent, VerificationKey device) throws InvalidKey {
        var reference = new ConsentRef(bytes(ConsentRef.BYTES));
        consents.put(reference, consent);
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        var classes = BitSet.valueOf(new long[] {0b101101});
        var claims =
                new PassClaims(
                        DivisionCode.parse("350200"),
                        DivisionCode.parse("350100"),
                        hour.getEpochSecond(),
                        hour.plus(12, ChronoUnit.HOURS).getEpochSecond(),
                        DeviceKey.of(device),
                        350001,
                        PassClaim.Classes.of(classes, 5),
                        0,
                        Integer.toUnsignedLong(random.nextInt()),
                        reference);
        return Pass.sign(issuer, claims);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
