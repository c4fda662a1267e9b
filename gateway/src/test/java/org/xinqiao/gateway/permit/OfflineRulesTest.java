package org.xinqiao.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.HOST;
import static org.xinqiao.gateway.TestFederation.NOW;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.DeviceKey;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.code.PassClaims;
import org.xinqiao.contracts.code.Presentation;
import org.xinqiao.contracts.code.StatusList;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.authenticate.AuthenticCode;
import org.xinqiao.gateway.people.PartnerList;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.Benefit;
import org.xinqiao.trust.document.DisclosureLevel;

class OfflineRulesTest {
    private static final int INDEX = 7;
    private static final long ISSUED = NOW.getEpochSecond() - 100;

    private final TestFederation federation = new TestFederation();
    private final SigningKey device = Keys.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private final Benefit library = TestFederation.benefit(HOST, "library.deposit-free", 0);
    private final Benefit bicycle = TestFederation.benefit(HOST, "bicycle.ride-first", 3);

    private boolean fresh;
    private boolean challenge;
    private byte @Nullable [] answered;
    private PassClaim claim = classes(0);
    private long expires = NOW.getEpochSecond() + 3_600;
    private boolean bearer;
    private Instant now = NOW;
    private BitSet ended = new BitSet();
    private int indices = 64;
    private boolean known = true;

    @Test
    void benefit_whoseBitThePassHas_isGranted_andNoOther() throws Exception {
        List<Decision> granted = decide(library, bicycle);
        assertThat(granted)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.benefit()).isEqualTo(library.id());
                    assertThat(one.outcome()).isEqualTo(Outcome.BENEFIT);
                    assertThat(one.basis()).isEqualTo(TestFederation.AGREEMENT + "#c1");
                });
        claim = classes(0, 3);
        assertThat(decide(library, bicycle)).hasSize(2);
    }

    /** Never "no effect" for the lack of a line: the home city might say otherwise by now. */
    @Test
    void benefit_whoseBitThePassLacks_waits() {
        claim = classes(1, 9);
        refused(ProblemType.TRY_LATER);
    }

    @Test
    void list_atTheEndOfItsTime_grantsNothingMore() throws Exception {
        now = Instant.ofEpochSecond(ISSUED + 900).minusMillis(1);
        assertThat(decide(library)).hasSize(1);
        now = Instant.ofEpochSecond(ISSUED + 900);
        refused(ProblemType.TRY_LATER);
    }

    @Test
    void list_thatIsNotKnown_orTooShort_grantsNothing() throws Exception {
        known = false;
        refused(ProblemType.TRY_LATER);
        known = true;
        indices = 8;
        assertThat(decide(library)).hasSize(1);
        federationIndex = 8;
        refused(ProblemType.TRY_LATER);
    }

    private int federationIndex = INDEX;

    @Test
    void pass_thatEnded_isRefused_alsoByAnOldList() {
        ended.set(INDEX);
        refused(ProblemType.CODE_REVOKED);
        now = NOW.plusSeconds(3_000);
        refused(ProblemType.CODE_REVOKED);
    }

    @Test
    void pass_thatExpired_grantsNothing() throws Exception {
        expires = NOW.getEpochSecond() + 1;
        assertThat(decide(library)).hasSize(1);
        expires = NOW.getEpochSecond();
        refused(ProblemType.TRY_LATER);
    }

    @Test
    void class_thatNeedsFreshness_waits() {
        fresh = true;
        refused(ProblemType.TRY_LATER);
    }

    @Test
    void class_thatNeedsAChallenge_isGrantedOnlyToWhoAnsweredOne() throws Exception {
        challenge = true;
        refused(ProblemType.TRY_LATER);
        answered = new byte[Presentation.CHALLENGE_BYTES];
        assertThat(decide(library)).hasSize(1);
    }

    /** Whoever holds a copy of it could be anybody; and a rung names no purpose. */
    @Test
    void bearerCode_orRung_grantsNothing() {
        bearer = true;
        refused(ProblemType.TRY_LATER);
        bearer = false;
        claim = new PassClaim.Rung(4);
        refused(ProblemType.TRY_LATER);
    }

    @Test
    void benefit_ofAnotherAgreement_isNotGranted() {
        var other =
                new Benefit(
                        library.id(),
                        HOST,
                        1,
                        0,
                        "权益",
                        "benefit",
                        null,
                        null,
                        library.grant(),
                        true);
        assertThatThrownBy(() -> decide(other)).isInstanceOf(Refusal.class);
    }

    /** However pass, agreement and list look: what is granted, the pass says. */
    @Test
    void anything_granted_isSaidByThePassItself_andByAFreshList() throws Exception {
        long seed = System.nanoTime();
        System.out.println("OfflineRulesTest seed " + seed);
        var random = new Random(seed);
        int rounds = Boolean.getBoolean("xinqiao.long") ? 20_000 : 1_000;
        int grantedOnce = 0;
        for (int round = 0; round < rounds; round++) {
            randomise(random);
            var benefits = new ArrayList<Benefit>();
            for (int number = 0; number < 11; number++) {
                benefits.add(TestFederation.benefit(HOST, "b" + number, number));
            }
            try {
                List<Decision> granted = decide(benefits.toArray(Benefit[]::new));
                grantedOnce++;
                assertThat(known && !ended.get(federationIndex) && federationIndex < indices)
                        .as("seed %d", seed)
                        .isTrue();
                assertThat(now.getEpochSecond()).isBetween(0L, ISSUED + 899);
                assertThat(granted)
                        .isNotEmpty()
                        .allSatisfy(one -> {
                            int number = Integer.parseInt(one.benefit().replaceAll(".*/b", ""));
                            assertThat(one.outcome()).isEqualTo(Outcome.BENEFIT);
                            assertThat(((PassClaim.Classes) claim).set().get(number)).isTrue();
                            assertThat(fresh).isFalse();
                            assertThat(!challenge || answered != null).isTrue();
                            assertThat(bearer).isFalse();
                        });
            } catch (Refusal refusal) {
                assertThat(refusal.type())
                        .as("seed %d", seed)
                        .isIn(ProblemType.TRY_LATER, ProblemType.CODE_REVOKED);
            }
        }
        assertThat(grantedOnce).as("the property is about something").isPositive();
    }

    private void randomise(Random random) {
        fresh = random.nextInt(4) == 0;
        challenge = random.nextBoolean();
        answered = random.nextBoolean() ? new byte[Presentation.CHALLENGE_BYTES] : null;
        int[] set = random.ints(3, 0, 10).toArray();
        claim = random.nextInt(5) == 0 ? new PassClaim.Rung(4) : classes(set);
        bearer = random.nextInt(5) == 0;
        known = random.nextInt(5) > 0;
        ended = random.nextInt(5) == 0 ? BitSet.valueOf(new byte[] {(byte) 0xff}) : new BitSet();
        indices = random.nextBoolean() ? 8 : 64;
        federationIndex = random.nextInt(10);
        now = Instant.ofEpochSecond(ISSUED + random.nextInt(1_200));
    }

    private void refused(ProblemType type) {
        assertThatThrownBy(() -> decide(library))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo(type));
    }

    private List<Decision> decide(Benefit... benefits) throws Exception {
        var list = new PartnerList(HOME, 1, ISSUED, 900, ISSUED, StatusList.of(indices, ended));
        return OfflineRules.decide(
                code(), List.of(benefits), known ? Optional.of(list) : Optional.empty(), now);
    }

    private AuthenticCode code() throws Exception {
        Pass pass =
                Pass.sign(
                        federation.key(HOME, Suite.INTL),
                        new PassClaims(
                                HOME.division(),
                                HOST.division(),
                                NOW.getEpochSecond() - 3_600,
                                expires,
                                bearer ? null : DeviceKey.of(device.publicKey()),
                                TestFederation.AGREEMENT,
                                claim,
                                1,
                                federationIndex,
                                new ConsentRef(new byte[8])));
        Presentation presentation =
                bearer
                        ? null
                        : Presentation.sign(
                                device, pass, NOW.getEpochSecond(), new byte[8], answered);
        return new AuthenticCode("", new CreditCode(pass, presentation), HOME, agreement());
    }

    private Agreement agreement() {
        Agreement plain = TestFederation.agreement(Set.of(HOME, HOST), DisclosureLevel.RUNG);
        List<AgreementClass> classes =
                plain.classes().stream()
                        .map(it ->
                                new AgreementClass(
                                        it.number(),
                                        it.purpose(),
                                        it.leastRung(),
                                        it.clause(),
                                        fresh,
                                        challenge,
                                        it.unitsMax()))
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

    private static PassClaim classes(int... numbers) {
        var set = new BitSet();
        for (int number : numbers) {
            set.set(number);
        }
        return PassClaim.Classes.of(set, 9);
    }
}
