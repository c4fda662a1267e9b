package org.xinqiao.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.HOST;
import static org.xinqiao.gateway.TestFederation.NOW;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.DeviceKey;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.code.PassClaims;
import org.xinqiao.contracts.code.Presentation;
import org.xinqiao.contracts.code.TerminalChallenge;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.authenticate.AuthenticCode;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.Benefit;
import org.xinqiao.trust.document.DisclosureLevel;

/** The classes of the agreement are 0, 1, 3, 9 and 10; each test says which need an answer. */
class ChallengeRulesTest {
    private static final TerminalChallenge SHOWN = challenge(HOST, "482913");
    private static final Benefit LIBRARY = TestFederation.benefit(HOST, "library", 0);
    private static final Benefit BICYCLE = TestFederation.benefit(HOST, "bicycle", 3);

    private final TestFederation federation = new TestFederation();
    private final SigningKey device = Keys.generate(SignatureAlgorithm.ES256, new SecureRandom());

    @Test
    void answer_toWhatThisTerminalShows_isGood_andSoIsNone() {
        assertHere(SHOWN, SHOWN);
        assertHere(null, SHOWN);
        assertHere(null, null);
    }

    @Test
    void answer_toAnotherNumber_anotherCity_orWhereNoneWasShown_isRefused() throws Exception {
        for (TerminalChallenge other :
                List.of(
                        challenge(HOST, "482914"),
                        challenge(HOME, "482913"),
                        new TerminalChallenge(new byte[Presentation.CHALLENGE_BYTES]))) {
            assertRefused(
                    ProblemType.CHALLENGE_MISMATCH,
                    () -> ChallengeRules.answersHere(code(other, Set.of()), SHOWN));
        }
        assertRefused(
                ProblemType.CHALLENGE_MISMATCH,
                () -> ChallengeRules.answersHere(code(SHOWN, Set.of()), null));
    }

    @Test
    void everyByteOfTheAnswer_counts() throws Exception {
        for (int i = 0; i < Presentation.CHALLENGE_BYTES; i++) {
            byte[] changed = SHOWN.bytes();
            changed[i] ^= 1;
            var other = new TerminalChallenge(changed);
            assertRefused(
                    ProblemType.CHALLENGE_MISMATCH,
                    () -> ChallengeRules.answersHere(code(other, Set.of()), SHOWN));
        }
    }

    @Test
    void benefits_notNamed_withoutAnAnswer_areThoseThatNeedNone() throws Exception {
        AuthenticCode code = code(null, Set.of(3));

        assertThat(ChallengeRules.decide(List.of(LIBRARY, BICYCLE), false, code))
                .containsExactly(LIBRARY);
    }

    @Test
    void benefit_named_thatNeedsAnAnswer_isNeverLeftOutSilently() throws Exception {
        AuthenticCode code = code(null, Set.of(3));

        assertRefused(
                ProblemType.CHALLENGE_REQUIRED,
                () -> ChallengeRules.decide(List.of(LIBRARY, BICYCLE), true, code));
        assertThat(ChallengeRules.decide(List.of(LIBRARY), true, code)).containsExactly(LIBRARY);
    }

    @Test
    void benefits_thatAllNeedAnAnswer_areRefused_namedOrNot() throws Exception {
        AuthenticCode code = code(null, Set.of(0, 3));
        for (boolean named : new boolean[] {true, false}) {
            assertRefused(
                    ProblemType.CHALLENGE_REQUIRED,
                    () -> ChallengeRules.decide(List.of(LIBRARY, BICYCLE), named, code));
        }
    }

    @Test
    void answer_ofAnyKind_opensAll() throws Exception {
        AuthenticCode code = code(challenge(HOME, "000000"), Set.of(0, 3));

        assertThat(ChallengeRules.decide(List.of(LIBRARY, BICYCLE), true, code))
                .containsExactly(LIBRARY, BICYCLE);
    }

    @Test
    void bearerCode_cannotAnswer() throws Exception {
        AuthenticCode bearer = bearer(Set.of(3));

        assertThat(ChallengeRules.decide(List.of(LIBRARY, BICYCLE), false, bearer))
                .containsExactly(LIBRARY);
        assertRefused(
                ProblemType.CHALLENGE_REQUIRED,
                () -> ChallengeRules.decide(List.of(BICYCLE), false, bearer));
    }

    /** Whatever is marked and asked for: nothing that needs an answer comes out without one. */
    @Test
    void anyBenefits_withoutAnAnswer_areAskedForAndNotMarked() throws Exception {
        long seed = Long.getLong("xinqiao.seed", System.nanoTime());
        var random = new Random(seed);
        int[] classes = {0, 1, 3, 9, 10};
        for (int round = 0; round < 200; round++) {
            Set<Integer> marked = new TreeSet<>();
            var asked = new ArrayList<Benefit>();
            for (int number : classes) {
                if (random.nextBoolean()) {
                    marked.add(number);
                }
                if (random.nextBoolean()) {
                    asked.add(TestFederation.benefit(HOST, "b" + number, number));
                }
            }
            boolean named = random.nextBoolean();
            List<Benefit> free =
                    asked.stream().filter(it -> !marked.contains(it.classNumber())).toList();
            boolean refused = free.isEmpty() || (named && free.size() < asked.size());
            AuthenticCode code = code(null, marked);
            if (refused) {
                assertRefused(
                        ProblemType.CHALLENGE_REQUIRED,
                        () -> ChallengeRules.decide(asked, named, code));
            } else {
                assertThat(ChallengeRules.decide(asked, named, code))
                        .as("seed %d", seed)
                        .containsExactlyElementsOf(free);
            }
        }
    }

    private void assertHere(
            @Nullable TerminalChallenge answered, @Nullable TerminalChallenge shown) {
        assertThatCode(() -> ChallengeRules.answersHere(code(answered, Set.of()), shown))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(ProblemType type, ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo(type));
    }

    private static TerminalChallenge challenge(NodeId city, String digits) {
        return TerminalChallenge.shown(city, digits).orElseThrow();
    }

    private AuthenticCode code(@Nullable TerminalChallenge answered, Set<Integer> marked)
            throws Exception {
        Pass pass = pass(DeviceKey.of(device.publicKey()));
        Presentation presentation =
                Presentation.sign(
                        device,
                        pass,
                        NOW.getEpochSecond(),
                        new byte[Presentation.NONCE_BYTES],
                        answered == null ? null : answered.bytes());
        return new AuthenticCode("", new CreditCode(pass, presentation), HOME, marked(marked));
    }

    private AuthenticCode bearer(Set<Integer> marked) throws Exception {
        return new AuthenticCode("", new CreditCode(pass(null), null), HOME, marked(marked));
    }

    private Pass pass(@Nullable DeviceKey key) throws Exception {
        return Pass.sign(
                federation.key(HOME, Suite.INTL),
                new PassClaims(
                        HOME.division(),
                        HOST.division(),
                        NOW.getEpochSecond() - 3_600,
                        NOW.getEpochSecond() + 3_600,
                        key,
                        TestFederation.AGREEMENT,
                        PassClaim.Classes.of(new BitSet(), 10),
                        1,
                        7,
                        new ConsentRef(new byte[ConsentRef.BYTES])));
    }

    private static Agreement marked(Set<Integer> numbers) {
        Agreement plain = TestFederation.agreement(Set.of(HOME, HOST), DisclosureLevel.RUNG);
        List<AgreementClass> classes =
                plain.classes().stream()
                        .map(it ->
                                new AgreementClass(
                                        it.number(),
                                        it.purpose(),
                                        it.leastRung(),
                                        it.clause(),
                                        it.fresh(),
                                        numbers.contains(it.number()),
                                        it.unitsMax(),
                                        it.honour(),
                                        it.organisation()))
                        .toList();
        return new Agreement(
                plain.number(),
                plain.revision(),
                plain.previous(),
                plain.parties(),
                plain.ladder(),
                classes,
                plain.clauses(),
                plain.disclosure(),
                plain.from(),
                plain.until(),
                plain.ended(),
                plain.synthetic(),
                plain.digest());
    }
}
