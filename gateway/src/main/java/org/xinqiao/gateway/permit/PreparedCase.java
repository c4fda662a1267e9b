package org.xinqiao.gateway.permit;

import java.util.List;
import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.authenticate.RecognitionAsked;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.HeldUnits;
import org.xinqiao.gateway.people.MintedPass;
import org.xinqiao.gateway.people.Standing;
import org.xinqiao.trust.document.Benefit;

/**
 * A case with its facts gathered. The consent was looked at but is not held: it may change before
 * the decision, which is why {@link PermitRecognition} judges it again within the transaction.
 *
 * @param asked the question
 * @param pass the record of minting
 * @param consent as it was read
 * @param benefits the benefits in question
 * @param standing as the city platform answered
 * @param held what the person holds of classes that are limited
 */
public record PreparedCase(
        RecognitionAsked asked,
        MintedPass pass,
        Consent consent,
        List<Benefit> benefits,
        Standing standing,
        HeldUnits held)
        implements AboutMessage {
    @Override
    public Authentic message() {
        return asked.message();
    }

    /** Masked: a case holds a person's number and standing. */
    @Override
    public String toString() {
        return "PreparedCase[" + asked.message().envelope().id() + "]";
    }
}
