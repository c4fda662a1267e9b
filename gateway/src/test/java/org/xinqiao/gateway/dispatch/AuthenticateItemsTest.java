package org.xinqiao.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.ItemsRequest;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.reason.NotGiven;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.permit.PermittedItemsQuestion;
import org.xinqiao.gateway.receive.ItemsWanted;
import org.xinqiao.gateway.receive.QueryDeclared;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.seal.NodeKeyring;
import org.xinqiao.gateway.seal.Sealed;
import org.xinqiao.gateway.seal.SealedItemsQuestion;
import org.xinqiao.gateway.seal.Sealer;
import org.xinqiao.trust.key.PrivateKeys;
import tools.jackson.databind.node.ObjectNode;

/** Only the asked city's own answer to this very question counts; all else is "try later". */
class AuthenticateItemsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final NodeId ASKING = TestFederation.HOST;
    private static final NodeId HOME = TestFederation.HOME;
    private static final List<String> ITEMS = List.of("organisation.name", "organisation.code");

    private final TestFederation federation = new TestFederation();
    private SealedItemsQuestion asked;

    @BeforeEach
    void ask() throws Exception {
        var clock = Clock.fixed(TestFederation.NOW, ZoneOffset.UTC);
        var keyring =
                NodeKeyring.load(
                        new PrivateKeys() {
                            @Override
                            public String state() {
                                return "once";
                            }

                            @Override
                            public List<SigningKey> load() {
                                return List.copyOf(federation.signing.get(ASKING).values());
                            }
                        });
        var request =
                new ItemsRequest(
                        new ItemsRequest.Subject.Organisation(
                                UnifiedSocialCreditCode.parse("91350100M000100Y43")),
                        ITEMS,
                        null);
        var trust = federation.trustOf(ASKING);
        Sealed question =
                new Sealer(keyring, clock, RANDOM)
                        .ask(
                                Disclosed.question(request, TestFederation.catalogue()),
                                HOME,
                                "service.window",
                                trust);
        var wanted =
                new ItemsWanted(
                        HOME,
                        request,
                        new QueryDeclared(
                                "fz-1", PersonName.of("林一"), "service.window", null, false),
                        "platform",
                        TestFederation.NOW);
        asked = new SealedItemsQuestion(new PermittedItemsQuestion(wanted, trust), question);
    }

    @Test
    void answer_ofTheAskedCity_toThisQuestion_counts() {
        AnsweredItems answered = heard(200, signed(answer(), HOME));
        assertThat(answered.refusal()).isNull();
        assertThat(answered.response()).isNotNull();
        assertThat(answered.envelope()).isNotNull();
    }

    @Test
    void nothing_isTryLater() {
        var none =
                new AuthenticateItems()
                        .authenticate(new ItemsHeard(asked, null, TestFederation.NOW));
        tryLater(none);
        assertThat(none.envelope()).isNull();
    }

    @Test
    void answer_unsigned_ofAnother_toAnother_orWithOtherItems_isTryLater() {
        tryLater(heard(200, "{}".getBytes(StandardCharsets.UTF_8)));
        tryLater(heard(502, new byte[0]));
        tryLater(heard(200, signed(answer(), TestFederation.STRANGER)));
        tryLater(heard(200, signed(changed(e -> with(e, MessageId.random(1, RANDOM))), HOME)));
        tryLater(heard(202, signed(answer(), HOME)));
        tryLater(heard(200, signed(of(response(ITEMS.reversed()).toJson()), HOME)));
        tryLater(heard(200, signed(of(response(ITEMS.subList(0, 1)).toJson()), HOME)));
        tryLater(heard(200, signed(of(response(ITEMS).toJson().put("score", 712)), HOME)));
    }

    @Test
    void refusal_ofTheAskedCity_isToldAsItIs_andWhatIsBetweenTheNodesAsTryLater() {
        for (ProblemType type :
                List.of(ProblemType.CONSENT_WITHDRAWN, ProblemType.ITEM_FORBIDDEN)) {
            AnsweredItems answered = heard(type.status(), signed(problem(type), HOME));
            assertThat(answered.refusal()).isNotNull();
            assertThat(answered.refusal().type()).isEqualTo(type);
            assertThat(answered.envelope()).as("it is kept").isNotNull();
        }
        tryLater(heard(422, signed(problem(ProblemType.MESSAGE_TOO_OLD), HOME)));
    }

    private AnsweredItems heard(int status, byte[] body) {
        return new AuthenticateItems()
                .authenticate(
                        new ItemsHeard(
                                asked, new Reply(status, Reply.JOSE, body), TestFederation.NOW));
    }

    private static void tryLater(AnsweredItems answered) {
        assertThat(answered.response()).isNull();
        Refusal refusal = answered.refusal();
        assertThat(refusal).isNotNull();
        assertThat(refusal.type()).isEqualTo(ProblemType.TRY_LATER);
    }

    private Envelope answer() {
        return of(response(ITEMS).toJson());
    }

    private Envelope changed(UnaryOperator<Envelope> change) {
        return change.apply(answer());
    }

    private static ItemsResponse response(List<String> items) {
        return new ItemsResponse(
                items.stream()
                        .<ItemsResponse.Answer>map(item ->
                                item.endsWith("name")
                                        ? new ItemsResponse.Answer.Given(
                                                item,
                                                List.of("值"),
                                                LocalDate.of(2026, 11, 20),
                                                "1#1")
                                        : new ItemsResponse.Answer.Withheld(
                                                item, NotGiven.NOTHING_HELD))
                        .toList(),
                WireTime.of(TestFederation.NOW),
                null,
                0);
    }

    private Envelope problem(ProblemType type) {
        Envelope answer = of(new Refusal(type).problem().toJson());
        return envelope(MessageType.PROBLEM, answer.replyTo(), answer.data());
    }

    private Envelope of(ObjectNode data) {
        return envelope(MessageType.ITEMS_RESPONSE, asked.question().envelope().id(), data);
    }

    private Envelope with(Envelope e, MessageId replyTo) {
        return envelope(MessageType.ITEMS_RESPONSE, replyTo, e.data());
    }

    private Envelope envelope(MessageType type, @Nullable MessageId replyTo, ObjectNode data) {
        byte[] digest = asked.question().algorithm().suite().digest(asked.question().bytes());
        return new Envelope(
                MessageId.random(TestFederation.NOW.toEpochMilli(), RANDOM),
                HOME,
                type.wire(),
                WireTime.of(TestFederation.NOW),
                ASKING,
                42,
                null,
                "service.window",
                replyTo,
                Base64Url.encode(digest),
                data);
    }

    private byte[] signed(Envelope envelope, NodeId by) {
        return CompactJws.sign(federation.key(by, Suite.SM), JwsType.MESSAGE, envelope.toBytes())
                .getBytes(StandardCharsets.US_ASCII);
    }
}
