package org.xinqiao.gateway.conform;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.TerminalChallenge;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.Benefit;

/**
 * A resident of the node's city who visits the member: consents given through the node's API, and
 * passes on a device of the suite. Without a platform's token nobody can have a valid code; then
 * every check that needs one is skipped.
 */
final class Holder {
    private final Trial trial;
    private final SigningKey device;
    private final boolean least;
    private final Map<String, String> consents = new HashMap<>();

    private Holder(Trial trial, Suite suite, boolean least) {
        this.trial = trial;
        this.least = least;
        SignatureAlgorithm algorithm =
                suite == Suite.SM ? SignatureAlgorithm.SM2SM3 : SignatureAlgorithm.ES256;
        this.device = Keys.generate(algorithm, trial.random());
    }

    /** Whoever has the best score: refused nothing for it. */
    static Holder best(Trial trial, Suite suite) {
        return new Holder(trial, suite, false);
    }

    /** Whoever has the least: whose passes say the least. */
    static Holder least(Trial trial, Suite suite) {
        return new Holder(trial, suite, true);
    }

    SigningKey device() {
        return device;
    }

    /** The first benefit of the member under the agreement whose class is marked so. */
    Benefit benefit(boolean challenge) throws Skipped {
        for (Benefit benefit : trial.trust.benefitsOf(trial.member.id())) {
            boolean fits =
                    benefit.agreement() == trial.agreement().number()
                            && trial.agreement()
                                    .classNumbered(benefit.classNumber())
                                    .filter(it -> it.challenge() == challenge && !it.fresh())
                                    .isPresent();
            if (fits) {
                return benefit;
            }
        }
        throw new Skipped(
                "the member gives no benefit under the agreement"
                        + (challenge ? " that needs a terminal's challenge" : ""));
    }

    /** The purpose of a benefit's class. */
    String purpose(Benefit benefit) throws Skipped {
        return trial.agreement()
                .classNumbered(benefit.classNumber())
                .map(AgreementClass::purpose)
                .orElseThrow(() -> new Skipped("the agreement has no such class"));
    }

    /** A purpose that the member gives a benefit for, without a challenge. */
    String purpose() throws Skipped {
        return purpose(benefit(false));
    }

    /** All benefits that the member gives for a purpose under the agreement. */
    Set<String> benefitsFor(String purpose) throws Skipped {
        Set<Integer> classes =
                trial.agreement().classes().stream()
                        .filter(each -> each.purpose().equals(purpose))
                        .map(AgreementClass::number)
                        .collect(Collectors.toSet());
        return trial.trust.benefitsOf(trial.member.id()).stream()
                .filter(benefit -> classes.contains(benefit.classNumber()))
                .map(Benefit::id)
                .collect(Collectors.toSet());
    }

    Platform platform() throws Skipped {
        Platform platform = trial.member.platforms().get(trial.node);
        if (platform == null) {
            throw new Skipped("needs a valid code: no platform token of the node is given");
        }
        return least ? platform.ofLeast() : platform;
    }

    /** The one consent for a purpose that is not changed. */
    String consent(String purpose) throws Skipped {
        String known = consents.get(purpose);
        if (known == null) {
            known = consents(purpose);
            consents.put(purpose, known);
        }
        return known;
    }

    /** A consent of its own. */
    String consents(String purpose) throws Skipped {
        return platform().consents(trial.member.id(), purpose, trial.now());
    }

    Pass pass(String consent) throws Skipped {
        return platform().pass(consent, device.publicKey());
    }

    Pass pass() throws Skipped {
        return pass(consent(purpose()));
    }

    /** A fresh code, shown now. */
    String shows() throws Skipped {
        return shows(pass(), null);
    }

    /** The code of a pass, shown now, with the answer to what a terminal shows, or without. */
    String shows(Pass pass, @Nullable TerminalChallenge answered) {
        return ShownPass.shows(pass, device, trial.now(), trial.random(), answered);
    }

    String bearer(String purpose) throws Skipped {
        return platform().bearer(consent(purpose));
    }
}
