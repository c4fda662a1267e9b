package org.xinqiao.gateway.authenticate;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

/** Station 2 for a code that a partner asks about: the home city judges it itself. */
@Component
public class AuthenticateAskedCode {
    private final CodeBounds bounds;

    /** Judges by the time bounds of this node. */
    public AuthenticateAskedCode(CodeBounds bounds) {
        this.bounds = bounds;
    }

    /** The question with its genuine code. */
    @Handler
    public RecognitionAsked authenticate(Authentic message) throws Refusal {
        RecognitionRequest request = request(message);
        String purpose = message.envelope().purpose();
        if (purpose == null || purpose.isEmpty()) {
            throw Refusals.field("xqpurpose", "required by a recognition");
        }
        AuthenticCode code =
                CodeRules.decide(
                        request.code(),
                        message.envelope().source(),
                        message.trust(),
                        message.received().at(),
                        bounds);
        if (!code.issuer().equals(message.trust().self())) {
            throw new Refusal(ProblemType.CODE_NOT_OURS);
        }
        return new RecognitionAsked(message, request, purpose, code);
    }

    private static RecognitionRequest request(Authentic message) throws Refusal {
        try {
            return RecognitionRequest.parse(message.envelope().data());
        } catch (MalformedJson e) {
            throw Refusals.field(e.path(), e.rule());
        }
    }
}
