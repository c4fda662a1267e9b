package org.xinqiao.gateway.conform;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.code.TerminalChallenge;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.trust.document.Benefit;

/**
 * Terminal challenges (section 4): what an agreement marks is decided for a device alone that
 * answered one. Whether it is the right one only the host knows, so that is not on the wire.
 */
final class ChallengeChecks extends Checks {
    private static final String REQUIRED = "422 challenge-required, signed";
    private static final String DIGITS = "482913";

    private final Holder holder;

    ChallengeChecks(Trial trial, Suite suite) {
        super(trial, suite);
        this.holder = Holder.best(trial, suite);
    }

    @Override
    void run() {
        check(
                "challenge-missing",
                "没有应答终端挑战",
                "no answer to a challenge, benefits unnamed",
                REQUIRED,
                () -> ask(shows(null), List.of()));
        check(
                "challenge-missing-named",
                "点名权益却没有应答",
                "no answer, the benefit named",
                REQUIRED,
                () -> ask(shows(null), List.of(marked().id())));
        check(
                "challenge-bearer",
                "不记名码无法应答",
                "a bearer code, which cannot answer",
                REQUIRED,
                () -> ask(holder.bearer(purpose()), List.of()));
        for (boolean named : new boolean[] {false, true}) {
            check(
                    named ? "challenge-answered-named" : "challenge-answered",
                    "已应答终端挑战",
                    "an answer to the member's challenge",
                    ANSWERED + ", with the benefit",
                    () -> answered(named));
        }
    }

    private String answered(boolean named) throws NoAnswer, Skipped {
        String code = shows(shown());
        String benefit = marked().id();
        Letter letter = question(code, named ? List.of(benefit) : List.of(), purpose());
        Set<String> asked = named ? Set.of(benefit) : holder.benefitsFor(purpose());
        Judged judged = judged(letter, code, asked);
        boolean there =
                judged.response().stream()
                        .flatMap(response -> response.decisions().stream())
                        .anyMatch(decision -> decision.benefit().equals(benefit));
        return judged.words() + (there ? ", with the benefit" : "");
    }

    private String ask(String code, List<String> benefits) throws NoAnswer, Skipped {
        return tell(question(code, benefits, purpose()));
    }

    private String shows(@Nullable TerminalChallenge answered) throws Skipped {
        return holder.shows(holder.pass(holder.consent(purpose())), answered);
    }

    private TerminalChallenge shown() {
        return TerminalChallenge.shown(trial.member.id(), DIGITS).orElseThrow();
    }

    private Benefit marked() throws Skipped {
        return holder.benefit(true);
    }

    private String purpose() throws Skipped {
        return holder.purpose(marked());
    }

    private void check(String id, String zh, String en, String expected, Trial.Attempt attempt) {
        check(id, "4", zh, en, expected, attempt);
    }
}
