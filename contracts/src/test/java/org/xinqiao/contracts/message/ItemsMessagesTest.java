package org.xinqiao.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.identity.Pseudonym;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.reason.NotGiven;
import tools.jackson.databind.node.ObjectNode;

/** Question and answer about items are read strictly, and what is written is read again. */
class ItemsMessagesTest {
    private static final UUID CONSENT = UUID.fromString("0199d0c4-1111-7222-8333-444455556666");
    private static final ItemsRequest REQUEST =
            new ItemsRequest(
                    new ItemsRequest.Subject.Organisation(
                            UnifiedSocialCreditCode.parse("91350100M000100Y43")),
                    List.of("labour.grade", "court.licence"),
                    "market.supervision");
    private static final ItemsResponse RESPONSE =
            new ItemsResponse(
                    List.of(
                            new ItemsResponse.Answer.Given(
                                    "education.degree",
                                    List.of("合成样例：本科"),
                                    LocalDate.of(2026, 11, 20),
                                    "350003#3.1"),
                            new ItemsResponse.Answer.Withheld(
                                    "labour.qualification", NotGiven.NOTHING_HELD),
                            new ItemsResponse.Answer.Withheld(
                                    "court.enforcement", NotGiven.NO_BASIS)),
                    OffsetDateTime.parse("2026-11-21T10:30:00+08:00"),
                    new ConsentRef(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}),
                    2);

    @Test
    void request_ofEachKindOfSubject_isReadAsItWasWritten() throws Exception {
        for (ItemsRequest.Subject subject :
                List.of(
                        REQUEST.subject(),
                        new ItemsRequest.Subject.Known(Pseudonym.parse("A".repeat(43))),
                        new ItemsRequest.Subject.Consenting(CONSENT))) {
            for (String duty : new String[] {null, "labour.inspection"}) {
                var request = new ItemsRequest(subject, REQUEST.items(), duty);
                assertThat(ItemsRequest.parse(request.toJson())).isEqualTo(request);
            }
        }
    }

    @Test
    void request_malformed_isRefusedByName() {
        asked("data.subject.number", r -> subject(r).put("number", "11010519491231002X"));
        asked("data.subject.pseudonym", r -> subject(r).put("pseudonym", "A".repeat(43)));
        asked("data.subject", r -> subject(r).put("organisation", "91350100M000100Y44"));
        asked("data.subject", r -> subject(r).put("organisation", "11010519491231002X"));
        asked(
                "data.subject.organisation",
                r -> subject(r).put("organisation", "91350100m000100y43"));
        asked("data.subject.consent", r -> subject(r).removeAll());
        asked(
                "data.subject.consent",
                r -> subject(r).removeAll().put("consent", "0199D0C4-1111-7222-8333-444455556666"));
        asked("data.items", r -> r.putArray("items"));
        asked("data.items", r -> r.putArray("items").add("a").add("a"));
        asked("data.items", r -> r.putArray("items").add("a".repeat(132)));
        asked("data.duty", r -> r.put("duty", " "));
        asked("data.score", r -> r.put("score", 1));
    }

    @Test
    void response_isReadAsItWasWritten_andMasksItsValues() throws Exception {
        assertThat(ItemsResponse.parse(RESPONSE.toJson())).isEqualTo(RESPONSE);
        var plain = new ItemsResponse(RESPONSE.answers(), RESPONSE.answeredAt(), null, 0);
        assertThat(ItemsResponse.parse(plain.toJson())).isEqualTo(plain);
        assertThat(RESPONSE.toString()).doesNotContain("本科");
    }

    @Test
    void response_malformed_isRefusedByName() {
        answered("data.answers", r -> r.putArray("answers"));
        answered("data.answers[0].values", r -> one(r).putArray("values"));
        answered("data.answers[0].values", r -> one(r).putArray("values").add(" "));
        answered("data.answers[0].values", r -> one(r).putArray("values").add("样".repeat(121)));
        answered("data.answers[0].score", r -> one(r).put("score", 712));
        answered("data.answers[0].values", r -> one(r).put("reason", "nothing-held"));
        answered("data.answers[0].asOf", r -> one(r).put("asOf", "yesterday"));
        answered("data.answers", r -> one(r).put("item", "court.enforcement"));
        answered("data.consentRevision", r -> r.remove("consentRevision"));
        answered("data.consentRevision", r -> r.remove("consentRef"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void values_onBothSidesOfTheirBounds(int over) throws Exception {
        ObjectNode json = RESPONSE.toJson();
        var values = one(json).putArray("values");
        for (int i = 0; i < ItemsResponse.VALUES_MAX + over; i++) {
            values.add("样".repeat(ItemsResponse.VALUE_CHARACTERS_MAX));
        }
        if (over == 0) {
            assertThat(ItemsResponse.parse(json).characters()).isEqualTo(20 * 120);
        } else {
            refused("data.answers[0].values", () -> ItemsResponse.parse(json));
        }
    }

    @Test
    void answer_longerThanABodyMayBe_isRefused() {
        ObjectNode json = RESPONSE.toJson();
        var answers = json.putArray("answers");
        for (int i = 0; i < 4; i++) {
            ObjectNode one =
                    answers.addObject()
                            .put("item", "i" + i)
                            .put("asOf", "2026-11-20")
                            .put("basis", "1#1");
            var values = one.putArray("values");
            for (int k = 0; k < ItemsResponse.VALUES_MAX; k++) {
                values.add("样".repeat(ItemsResponse.VALUE_CHARACTERS_MAX));
            }
        }
        refused("data.answers", () -> ItemsResponse.parse(json));
    }

    /** Whatever a partner sends ends in a record or in a fault that names a member. */
    @Test
    void bytes_changedAtRandom_areReadOrRefused() {
        long seed = 20261121;
        var random = new Random(seed);
        int rounds = Boolean.getBoolean("xinqiao.long") ? 400_000 : 20_000;
        byte[][] originals = {
            StrictJson.write(REQUEST.toJson()), StrictJson.write(RESPONSE.toJson())
        };
        int read = 0;
        for (int round = 0; round < rounds; round++) {
            int which = random.nextInt(2);
            byte[] bytes = originals[which].clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
            }
            try {
                ObjectNode json = StrictJson.parseObject(bytes);
                if (which == 0) {
                    assertThat(ItemsRequest.parse(json).toJson()).isEqualTo(json);
                } else {
                    ItemsResponse.parse(json);
                }
                read++;
            } catch (MalformedJson e) {
                assertThat(e.path())
                        .as("seed %d round %d %s", seed, round, text(bytes))
                        .isNotNull();
            }
        }
        assertThat(read).isPositive();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ObjectNode subject(ObjectNode request) {
        return (ObjectNode) request.get("subject");
    }

    private static ObjectNode one(ObjectNode response) {
        return (ObjectNode) response.get("answers").get(0);
    }

    private static void asked(String path, Consumer<ObjectNode> change) {
        ObjectNode json = REQUEST.toJson();
        change.accept(json);
        refused(path, () -> ItemsRequest.parse(json));
    }

    private static void answered(String path, Consumer<ObjectNode> change) {
        ObjectNode json = RESPONSE.toJson();
        change.accept(json);
        refused(path, () -> ItemsResponse.parse(json));
    }

    private interface Reading {
        Object read() throws MalformedJson;
    }

    private static void refused(String path, Reading reading) {
        assertThatThrownBy(reading::read)
                .isInstanceOfSatisfying(
                        MalformedJson.class, fault -> assertThat(fault.path()).isEqualTo(path));
    }
}
