package org.xinqiao.gateway.bench;

import java.time.Instant;
import java.util.random.RandomGenerator;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.Presentation;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.message.Outcome;

/**
 * A pass in a wallet.
 *
 * @param device the wallet's key for it
 * @param outcome what the host city's benefit must come to, from the resident's score
 */
record HeldPass(Pass pass, SigningKey device, Outcome outcome) {
    /** The text of the QR code that is shown now. */
    String show(Instant now, RandomGenerator random) {
        byte[] nonce = new byte[Presentation.NONCE_BYTES];
        random.nextBytes(nonce);
        Presentation shown = Presentation.sign(device, pass, now.getEpochSecond(), nonce, null);
        return new CreditCode(pass, shown).text();
    }
}
