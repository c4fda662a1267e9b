package org.xinqiao.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.StreamKind;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.DisclosureLevel;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.MemberState;

class FlowRulesTest {
    private static final NodeId XIAMEN = TestFederation.HOME;
    private static final NodeId FUZHOU = TestFederation.HOST;
    private static final NodeId STRANGER = TestFederation.STRANGER;
    private static final NodeId FUJIAN = NodeId.parse("cn-350000");
    private static final NodeId NATION = NodeId.parse("cn-100000");
    private static final List<NodeId> NODES = List.of(XIAMEN, FUZHOU, STRANGER, FUJIAN, NATION);

    private final TestFederation federation = new TestFederation();

    @BeforeEach
    void family() {
        federation.members.clear();
        member(NATION, Level.NATION, null, MemberState.ACTIVE);
        member(FUJIAN, Level.PROVINCE, NATION, MemberState.ACTIVE);
        member(XIAMEN, Level.CITY, FUJIAN, MemberState.ACTIVE);
        member(FUZHOU, Level.CITY, FUJIAN, MemberState.ACTIVE);
        member(STRANGER, Level.CITY, NATION, MemberState.ACTIVE);
        federation.agreement = agreed(Set.of("list/red"));
    }

    private void member(NodeId node, Level level, NodeId parent, MemberState state) {
        federation.members.add(new Member(node, "市", "City", level, parent, state));
    }

    private static Agreement agreed(Set<String> streams) {
        Agreement plain = TestFederation.agreement(Set.of(XIAMEN, FUZHOU), DisclosureLevel.RUNG);
        return new Agreement(
                plain.number(),
                plain.revision(),
                plain.previous(),
                plain.parties(),
                plain.ladder(),
                plain.classes(),
                plain.clauses(),
                plain.disclosure(),
                streams,
                null,
                plain.from(),
                plain.until(),
                plain.ended(),
                plain.synthetic(),
                plain.digest());
    }

    private boolean goes(StreamName stream, NodeId to, NodeId self) {
        try {
            FlowRules.decide(stream, to, federation.trustOf(self));
            return true;
        } catch (Refusal e) {
            assertThat(e.type()).isEqualTo(ProblemType.STREAM_UNKNOWN);
            return false;
        }
    }

    @Test
    void upAndDown_goesBetweenAMemberAndItsParent_andNotPastIt() {
        var penalty = new StreamName(XIAMEN, StreamKind.RECORD_PENALTY);
        assertThat(goes(penalty, FUJIAN, XIAMEN)).isTrue();
        assertThat(goes(penalty, FUJIAN, FUJIAN)).isTrue();
        assertThat(goes(penalty, NATION, XIAMEN)).isFalse();
        assertThat(goes(new StreamName(FUJIAN, StreamKind.LIST_BLACK), XIAMEN, XIAMEN)).isTrue();
        assertThat(goes(new StreamName(NATION, StreamKind.LIST_BLACK), XIAMEN, XIAMEN)).isFalse();
    }

    @Test
    void sideways_goesWhatAnAgreementNames_andNothingElse() {
        var red = new StreamName(XIAMEN, StreamKind.LIST_RED);
        for (NodeId self : List.of(XIAMEN, FUZHOU)) {
            assertThat(goes(red, FUZHOU, self)).isTrue();
            assertThat(goes(new StreamName(XIAMEN, StreamKind.LIST_BLACK), FUZHOU, self)).isFalse();
        }
        assertThat(goes(red, STRANGER, XIAMEN)).isFalse();
        federation.agreement = agreed(Set.of());
        assertThat(goes(red, FUZHOU, XIAMEN)).isFalse();
    }

    @Test
    void agreement_thatTheOperatorDidNotApprove_letsNothingGo() {
        var red = new StreamName(XIAMEN, StreamKind.LIST_RED);
        var unapproved =
                new org.xinqiao.gateway.trust.ActingTrust(XIAMEN, federation.snapshot(), Set.of());
        assertThatThrownBy(() -> FlowRules.decide(red, FUZHOU, unapproved))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void member_suspended_givesAndGetsNothing() {
        federation.members.removeIf(member -> member.id().equals(XIAMEN));
        member(XIAMEN, Level.CITY, FUJIAN, MemberState.SUSPENDED);
        for (var stream :
                List.of(
                        new StreamName(XIAMEN, StreamKind.RECORD_PENALTY),
                        new StreamName(FUJIAN, StreamKind.LIST_BLACK))) {
            NodeId to = stream.source().equals(XIAMEN) ? FUJIAN : XIAMEN;
            assertThatThrownBy(() -> FlowRules.decide(stream, to, federation.trustOf(FUJIAN)))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal ->
                                    assertThat(refusal.type())
                                            .isEqualTo(ProblemType.MEMBER_SUSPENDED));
        }
    }

    /** Whatever agreements say: a stream that may hold natural persons goes up or down alone. */
    @Test
    void personal_goesToItsRecipientAlone_andNeverSideways() {
        long seed = Long.getLong("xinqiao.seed", System.nanoTime());
        System.out.println("FlowRulesTest -Dxinqiao.seed=" + seed);
        var random = new Random(seed);
        int allowed = 0;
        for (int i = 0; i < 2_000; i++) {
            String named = StreamKind.values()[random.nextInt(StreamKind.values().length)].wire();
            federation.agreement = agreed(Set.of(named));
            NodeId source = any(random);
            NodeId recipient = any(random);
            NodeId to = any(random);
            if (source.equals(recipient)) {
                continue;
            }
            StreamKind kind = StreamKind.values()[random.nextInt(StreamKind.values().length)];
            var stream = new StreamName(source, kind, recipient);
            if (goes(stream, to, random.nextBoolean() ? source : to)) {
                allowed++;
                assertThat(to).isEqualTo(recipient);
                assertThat(parentOf(source).equals(to) || parentOf(to).equals(source)).isTrue();
            }
        }
        assertThat(allowed).isPositive();
    }

    private NodeId any(Random random) {
        return NODES.get(random.nextInt(NODES.size()));
    }

    private NodeId parentOf(NodeId node) {
        return federation.members.stream()
                .filter(member -> member.id().equals(node))
                .map(Member::parent)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(NodeId.parse("cn-000000"));
    }
}
