package org.xinqiao.gateway.conform;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.ItemsRequest;
import org.xinqiao.contracts.message.ItemsRequest.Subject;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.AnswerRules;
import org.xinqiao.trust.document.CatalogueItem;
import org.xinqiao.trust.document.ItemGrant;

/**
 * Section 3: questions about data items. Without an agreement every question is refused for that;
 * with one, what is forbidden and what has no basis is refused as the protocol says.
 */
final class ItemChecks extends Checks {
    private static final String WITHOUT = "422 items-without-agreement, signed";
    private static final String FORBIDDEN = "422 item-forbidden, signed";
    private static final String NO_AGREEMENT = "no agreement lets the member ask this node";

    /** A code that no organisation has: it is about nobody. */
    private static final Subject ORGANISATION =
            new Subject.Organisation(UnifiedSocialCreditCode.parse("91350100M000100Y43"));

    private final Optional<ItemGrant> grant;

    ItemChecks(Trial trial, Suite suite) {
        super(trial, suite);
        this.grant = grants().stream().filter(one -> open(one).isPresent()).findFirst();
    }

    @Override
    void run() {
        check(
                "items-without-purpose",
                "3",
                "没有用途的数据项查询",
                "a question about items without a purpose",
                "422 field-invalid, signed",
                () -> tell(letter(ORGANISATION, null, List.of("open"))));
        check(
                "items-without-agreement",
                "3",
                "没有协议的数据项查询",
                "a question about items without an agreement",
                WITHOUT,
                () -> {
                    if (!grants().isEmpty()) {
                        throw new Skipped("the member has an agreement with this node");
                    }
                    return tell(letter(ORGANISATION, "service.window", List.of("open")));
                });
        check(
                "items-unknown",
                "3",
                "目录外的数据项",
                "an item that the catalogue does not name",
                FORBIDDEN,
                () -> tell(letter(ORGANISATION, purpose(), List.of("conform.unheard-of"))));
        check(
                "items-score",
                "3",
                "查询信用分",
                "a question about a score",
                FORBIDDEN,
                () -> tell(letter(ORGANISATION, purpose(), List.of("credit.score"))));
        check(
                "items-too-many",
                "3",
                "一次查询过多数据项",
                "more items than one question may name",
                "422 too-many-items, signed",
                () ->
                        tell(
                                letter(
                                        ORGANISATION,
                                        purpose(),
                                        IntStream.rangeClosed(0, ItemsRequest.ITEMS_MAX)
                                                .mapToObj(i -> "item" + i)
                                                .toList())));
        check(
                "items-consent-unknown",
                "3",
                "没有这份授权",
                "a consent that nobody gave",
                "404 consent-unknown, signed",
                () -> tell(letter(new Subject.Consenting(new UUID(0, 0)), purpose(), item())));
        check(
                "items-answer",
                "3",
                "查询公开数据项，并重发同一问题",
                "a question about a public item, and the same again",
                "200, item by item, and the same answer again",
                this::answered);
    }

    private String answered() throws NoAnswer, Skipped {
        Letter letter = letter(ORGANISATION, purpose(), item());
        byte[] jws = letter.bytes();
        Answer first = trial.wire.post(jws, Trial.JOSE);
        Answer second = trial.wire.post(jws, Trial.JOSE);
        try {
            var envelope =
                    AnswerRules.answer(
                            first.body(),
                            letter.envelope(),
                            jws,
                            trial.member.key(suite).algorithm(),
                            trial.acting(),
                            trial.now());
            AnswerRules.refuseProblem(envelope);
            ItemsResponse response = ItemsResponse.parse(envelope.data());
            boolean ofThese =
                    response.answers().stream()
                            .map(ItemsResponse.Answer::item)
                            .toList()
                            .equals(item());
            return ofThese && Arrays.equals(first.body(), second.body())
                    ? "200, item by item, and the same answer again"
                    : "other items, or another answer to the same question";
        } catch (Refusal e) {
            return first.status() + " " + e.type().wire() + " " + e.facts();
        } catch (MalformedJson e) {
            return "an answer that breaks the protocol: " + e.getMessage();
        }
    }

    private Letter letter(Subject subject, @Nullable String purpose, List<String> items) {
        var data = new ItemsRequest(subject, items, null).toJson();
        return trial.letter(MessageType.ITEMS_REQUEST, suite, data).purpose(purpose);
    }

    private String purpose() throws Skipped {
        return agreed().purposes().stream().sorted().findFirst().orElseThrow();
    }

    private List<String> item() throws Skipped {
        return open(agreed()).stream().toList();
    }

    private ItemGrant agreed() throws Skipped {
        return grant.orElseThrow(() -> new Skipped(NO_AGREEMENT));
    }

    private List<ItemGrant> grants() {
        return trial.acting().agreementsWith(trial.node).stream()
                .flatMap(agreement -> agreement.mutualQueries().stream())
                .flatMap(queries -> queries.between(trial.node, trial.member.id()).stream())
                .toList();
    }

    /** A public item about organisations, which needs neither consent nor duty. */
    private Optional<String> open(ItemGrant one) {
        return one.items().stream()
                .sorted()
                .filter(code ->
                        trial.trust
                                .catalogue()
                                .item(code)
                                .filter(item -> item.clazz() == DisclosureClass.PUBLIC)
                                .map(CatalogueItem::appliesTo)
                                .filter(whom -> whom.contains(AppliesTo.ORGANISATION))
                                .isPresent())
                .findFirst();
    }
}
