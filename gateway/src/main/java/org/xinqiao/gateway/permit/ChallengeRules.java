package org.xinqiao.gateway.permit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.code.TerminalChallenge;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.AuthenticCode;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.Benefit;

/**
 * Which benefits a code is good for without, and with, an answer to the terminal's challenge
 * (protocol, section 4). The host knows what its terminal showed; the home city, that the device
 * answered something.
 */
public final class ChallengeRules {
    private ChallengeRules() {}

    /**
     * Host: returns unless the device answered another challenge than this terminal's, or one where
     * none was shown: such a code was made for somebody else's counter.
     */
    public static void answersHere(AuthenticCode code, @Nullable TerminalChallenge shown)
            throws Refusal {
        Optional<TerminalChallenge> answered = answered(code);
        if (answered.isPresent() && !answered.get().equals(shown)) {
            throw new Refusal(ProblemType.CHALLENGE_MISMATCH);
        }
    }

    /**
     * Both: the benefits that this code may bring.
     *
     * @param named whether the question names its benefits; then none of them is left out silently
     * @throws Refusal {@code challenge-required} if a named one needs an answer, or all do
     */
    public static List<Benefit> decide(List<Benefit> benefits, boolean named, AuthenticCode code)
            throws Refusal {
        if (answered(code).isPresent()) {
            return benefits;
        }
        List<Benefit> left =
                benefits.stream().filter(benefit -> !needsAnswer(benefit, code)).toList();
        if (left.isEmpty() || (named && left.size() < benefits.size())) {
            throw new Refusal(ProblemType.CHALLENGE_REQUIRED);
        }
        return left;
    }

    private static boolean needsAnswer(Benefit benefit, AuthenticCode code) {
        return code.agreement()
                .classNumbered(benefit.classNumber())
                .filter(AgreementClass::challenge)
                .isPresent();
    }

    private static Optional<TerminalChallenge> answered(AuthenticCode code) {
        return code.code()
                .presentation()
                .flatMap(shown -> shown.challenge())
                .map(TerminalChallenge::new);
    }
}
