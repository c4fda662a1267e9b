package org.xinqiao.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.xinqiao.adapters.city.CityItem;
import org.xinqiao.adapters.city.ItemSource;
import org.xinqiao.adapters.city.PlatformUnavailable;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.ItemsRequest;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.authenticate.MessageRules;
import org.xinqiao.gateway.authenticate.ReadItemsAsked;
import org.xinqiao.gateway.lists.EntryJudge;
import org.xinqiao.gateway.lists.HeldEntries;
import org.xinqiao.gateway.lists.OwnItems;
import org.xinqiao.gateway.lists.Subjects;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.people.CityItems;
import org.xinqiao.gateway.people.Consents;
import org.xinqiao.gateway.receive.Received;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.DisclosureLevel;
import org.xinqiao.trust.document.ItemGrant;
import org.xinqiao.trust.document.QueryTerms;

/** What the city's platform is asked, and what becomes of a question that it does not answer. */
class PrepareItemsTest {
    private static final String NAME = "organisation.name";
    private static final String PURPOSE = "service.window";
    private static final UnifiedSocialCreditCode ORGANISATION =
            UnifiedSocialCreditCode.parse("91350100M000100Y43");

    private final TestFederation federation = new TestFederation();
    private final List<Set<String>> asked = new ArrayList<>();
    private ItemSource source =
            (subject, items) -> {
                asked.add(items);
                return items.stream()
                        .collect(
                                Collectors.toMap(
                                        item -> item,
                                        item ->
                                                new CityItem(
                                                        List.of("值"), LocalDate.of(2026, 11, 20))));
            };

    @Test
    void platform_isAskedForWhatMayBeTold_andForNothingElse() throws Exception {
        agree(Set.of(NAME, "organisation.code"));
        PreparedItems prepared = prepare(NAME);
        assertThat(prepared.held()).containsOnlyKeys(NAME);
        assertThat(asked).containsExactly(Set.of(NAME));
        assertThat(prepared.toString()).doesNotContain(ORGANISATION.text());
    }

    @Test
    void question_thatIsRefused_asksThePlatformNothing() {
        agree(Set.of(NAME));
        refused(ProblemType.ITEM_NOT_AGREED, "organisation.code");
        refused(ProblemType.ITEM_FORBIDDEN, NAME, "unheard.of");
        federation.agreement = TestFederation.agreement(parties(), level());
        refused(ProblemType.ITEMS_WITHOUT_AGREEMENT, NAME);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(PlatformUnavailable.Fault.class)
    void platform_slowOrWrongOrDown_isTryLater_andNeverNothingHeld(
            PlatformUnavailable.Fault fault) {
        agree(Set.of(NAME));
        source =
                (subject, items) -> {
                    throw new PlatformUnavailable(fault);
                };
        refused(ProblemType.TRY_LATER, NAME);
    }

    private void refused(ProblemType type, String... items) {
        assertThatThrownBy(() -> prepare(items))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo(type));
    }

    private PreparedItems prepare(String... items) throws Exception {
        var request =
                new ItemsRequest(
                        new ItemsRequest.Subject.Organisation(ORGANISATION), List.of(items), null);
        var envelope =
                new Envelope(
                        MessageId.random(TestFederation.NOW.toEpochMilli(), new SecureRandom()),
                        TestFederation.HOST,
                        MessageType.ITEMS_REQUEST.wire(),
                        WireTime.of(TestFederation.NOW),
                        TestFederation.HOME,
                        42,
                        null,
                        PURPOSE,
                        null,
                        null,
                        request.toJson());
        byte[] jws =
                CompactJws.sign(
                                federation.key(TestFederation.HOST, Suite.SM),
                                JwsType.MESSAGE,
                                envelope.toBytes())
                        .getBytes(StandardCharsets.US_ASCII);
        var received =
                new Received(jws, TestFederation.pin(TestFederation.HOST), TestFederation.NOW);
        var message = MessageRules.decide(received, federation.trustOf(TestFederation.HOME));
        return new PrepareItems(noConsents(), noLists(), new CityItems(source))
                .prepare(new ReadItemsAsked().read(message));
    }

    /** A question about an organisation looks at none. */
    private static Consents noConsents() {
        return new Consents(JdbcClient.create(new NoDatabase()), null);
    }

    /** Without a catalogue of entries no item is one of the lists'. */
    private OwnItems noLists() throws Exception {
        NodeConfig config = TestNodes.files("cn-350200", Files.createTempDirectory("items"));
        Clock clock = Clock.fixed(TestFederation.NOW, ZoneOffset.UTC);
        return new OwnItems(
                new HeldEntries(new JdbcTemplate(new NoDatabase())),
                new Subjects(null),
                new EntryJudge(config, trust(config), clock),
                config);
    }

    private Trust trust(NodeConfig config) {
        return new Trust(config, null, null) {
            @Override
            public ActingTrust inForce(Instant now) {
                return federation.trustOf(TestFederation.HOME);
            }
        };
    }

    private void agree(Set<String> items) {
        Agreement plain = TestFederation.agreement(parties(), level());
        federation.agreement =
                new Agreement(
                        plain.number(),
                        plain.revision(),
                        plain.previous(),
                        plain.parties(),
                        plain.ladder(),
                        plain.classes(),
                        plain.clauses(),
                        plain.disclosure(),
                        plain.streams(),
                        new QueryTerms(
                                List.of(),
                                List.of(
                                        new ItemGrant(
                                                "c1",
                                                parties(),
                                                parties(),
                                                Set.of(PURPOSE),
                                                Set.of(),
                                                items))),
                        plain.from(),
                        plain.until(),
                        plain.ended(),
                        plain.synthetic(),
                        plain.digest());
    }

    private static Set<NodeId> parties() {
        return Set.of(TestFederation.HOME, TestFederation.HOST);
    }

    private static DisclosureLevel level() {
        return DisclosureLevel.RUNG;
    }

    private static final class NoDatabase extends AbstractDataSource {
        @Override
        public Connection getConnection() {
            throw new AssertionError("nothing is to be asked of the database");
        }

        @Override
        public Connection getConnection(String user, String password) {
            return getConnection();
        }
    }
}
