package org.xinqiao.gateway.disclose;

import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.Pseudonym;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.AuthenticCode;
import org.xinqiao.gateway.people.OrganisationStanding;
import org.xinqiao.gateway.people.PersonStanding;
import org.xinqiao.gateway.people.Pseudonyms;
import org.xinqiao.gateway.permit.Permitted;
import org.xinqiao.gateway.recognise.Decided;

/** Station 5 for answers of a recognition: says the least, and passes it through the filter. */
@Component
public class Disclose {
    /** How long after its decision a benefit may be granted (protocol, section 5). */
    public static final Duration GRANT_WITHIN = Duration.ofSeconds(60);

    private final Pseudonyms pseudonyms;

    /** Names people by the partner's pseudonym for them. */
    public Disclose(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** The answer, if the filter lets all of it pass on the consent that is held. */
    @Handler
    public DisclosedAnswer disclose(Decided decided) throws Refusal {
        var basis = Basis.of(decided.permitted().consent());
        var catalogue = decided.message().trust().snapshot().catalogue();
        return new DisclosedAnswer(decided, Disclosed.answer(response(decided), basis, catalogue));
    }

    private RecognitionResponse response(Decided decided) {
        AuthenticCode code = decided.permitted().facts().asked().code();
        Instant now = decided.message().received().at();
        return new RecognitionResponse(
                decided.decisions(),
                WireTime.of(now),
                WireTime.of(now.plus(GRANT_WITHIN)),
                subject(decided),
                disclosed(decided, code),
                code.claims().consentRef().wire(),
                decided.permitted().consent().revision(),
                decided.policy());
    }

    /** Without a benefit nobody needs to know who it is. */
    private @Nullable Pseudonym subject(Decided decided) {
        NodeId partner = decided.message().envelope().source();
        return decided.anyBenefit()
                ? pseudonyms.of(decided.permitted().consent().subject(), partner)
                : null;
    }

    /** Without a benefit nobody needs to know more. */
    private static RecognitionResponse.@Nullable Disclosed disclosed(
            Decided decided, AuthenticCode code) {
        if (!decided.anyBenefit()) {
            return null;
        }
        Permitted permitted = decided.permitted();
        return switch (permitted.facts().standing()) {
            case PersonStanding person ->
                    LeastDisclosure.of(
                            LeastDisclosure.decide(
                                    permitted.consent().disclosure(), code.agreement()),
                            person,
                            code.agreement(),
                            code.issuer());
            case OrganisationStanding organisation ->
                    LeastDisclosure.of(
                            organisation, permitted.consent().subject(), decided.opened());
        };
    }
}
