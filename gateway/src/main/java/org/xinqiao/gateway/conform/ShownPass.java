package org.xinqiao.gateway.conform;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.DeviceKey;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.code.PassClaims;
import org.xinqiao.contracts.code.Presentation;
import org.xinqiao.contracts.code.TerminalChallenge;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;

/** A credit code that the member mints itself, each part of which can be made wrong. */
final class ShownPass {
    private static final long INDEX_MAX = 1L << 32;

    private final SecureRandom random;
    private final Instant now;
    private final SigningKey device;
    final int highestClass;
    SigningKey issuer;
    NodeId iss;
    NodeId audience;
    Instant issued;
    Instant expires;
    long agreement;
    PassClaim claim;

    ShownPass(
            SecureRandom random,
            Instant now,
            SigningKey issuer,
            NodeId iss,
            NodeId audience,
            long agreement,
            int highestClass) {
        this.random = random;
        this.now = now;
        this.device = Keys.generate(SignatureAlgorithm.ES256, random);
        this.issuer = issuer;
        this.iss = iss;
        this.audience = audience;
        this.agreement = agreement;
        this.issued = now.truncatedTo(ChronoUnit.HOURS);
        this.expires = issued.plus(Duration.ofHours(2));
        this.highestClass = highestClass;
        this.claim = PassClaim.Classes.of(new BitSet(), highestClass);
    }

    String text() {
        return shows(pass(), device, now, random, null);
    }

    /** The code of a pass, as its device would show it at an instant. */
    static String shows(
            Pass pass,
            @Nullable SigningKey device,
            Instant at,
            SecureRandom random,
            @Nullable TerminalChallenge answered) {
        if (device == null) {
            return new CreditCode(pass, null).text();
        }
        byte[] nonce = new byte[Presentation.NONCE_BYTES];
        random.nextBytes(nonce);
        Presentation presentation =
                Presentation.sign(
                        device,
                        pass,
                        at.getEpochSecond(),
                        nonce,
                        answered == null ? null : answered.bytes());
        return new CreditCode(pass, presentation).text();
    }

    private Pass pass() {
        byte[] ref = new byte[ConsentRef.BYTES];
        random.nextBytes(ref);
        try {
            return Pass.sign(
                    issuer,
                    new PassClaims(
                            iss.division(),
                            audience.division(),
                            issued.getEpochSecond(),
                            expires.getEpochSecond(),
                            DeviceKey.of(device.publicKey()),
                            agreement,
                            claim,
                            0,
                            random.nextLong(INDEX_MAX),
                            new ConsentRef(ref)));
        } catch (InvalidKey e) {
            throw new IllegalStateException("an ES256 key is a device key", e);
        }
    }
}
