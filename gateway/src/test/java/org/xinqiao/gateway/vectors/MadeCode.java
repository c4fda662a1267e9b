package org.xinqiao.gateway.vectors;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.DeviceKey;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.code.PassClaims;
import org.xinqiao.contracts.code.Presentation;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;

/** A credit code of which every part can be made wrong; as it begins, it is good. */
final class MadeCode {
    private final int serial;
    SigningKey issuer;
    NodeId iss = VectorFederation.HOME;
    NodeId audience = VectorFederation.HOST;
    Instant issued = CodeVectors.hour();
    Instant expires = issued.plus(Duration.ofHours(9));
    Instant shown = VectorFederation.NOW;
    SigningKey device;
    SigningKey presenter;
    MadeCode presentedWith = this;
    boolean offCurve;
    byte[] challenge;
    long agreement = VectorFederation.AGREEMENT;
    PassClaim claim = CodeVectors.classes(VectorFederation.HIGHEST_CLASS, 0);

    MadeCode(SigningKey issuer, SigningKey device, int serial) {
        this.issuer = issuer;
        this.device = device;
        this.presenter = device;
        this.serial = serial;
    }

    long index() {
        return 1_000_000L + serial;
    }

    String text() throws InvalidKey {
        Pass pass = pass();
        if (presenter == null) {
            return new CreditCode(pass, null).text();
        }
        byte[] nonce = ByteBuffer.allocate(Presentation.NONCE_BYTES).putLong(serial).array();
        Pass presented = presentedWith == this ? pass : presentedWith.pass();
        return new CreditCode(
                        pass,
                        Presentation.sign(
                                presenter, presented, shown.getEpochSecond(), nonce, challenge))
                .text();
    }

    private Pass pass() throws InvalidKey {
        byte[] ref = ByteBuffer.allocate(ConsentRef.BYTES).putLong(~serial).array();
        return Pass.sign(
                issuer,
                new PassClaims(
                        iss.division(),
                        audience.division(),
                        issued.getEpochSecond(),
                        expires.getEpochSecond(),
                        deviceKey(),
                        agreement,
                        claim,
                        0,
                        index(),
                        new ConsentRef(ref)));
    }

    private DeviceKey deviceKey() throws InvalidKey {
        if (device == null) {
            return null;
        }
        DeviceKey good = DeviceKey.of(device.publicKey());
        if (!offCurve) {
            return good;
        }
        byte[] x = good.x();
        for (int i = 0; i < 256; i++) {
            x[31] = (byte) i;
            DeviceKey candidate = new DeviceKey(good.algorithm(), x, good.yOdd());
            try {
                candidate.verificationKey();
            } catch (InvalidKey e) {
                return candidate;
            }
        }
        throw new IllegalStateException("half of all x are of no point");
    }
}
