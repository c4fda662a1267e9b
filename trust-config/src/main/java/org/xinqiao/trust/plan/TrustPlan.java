package org.xinqiao.trust.plan;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.xinqiao.trust.document.DocumentType;
import org.xinqiao.trust.plan.Change.Kind;
import tools.jackson.databind.JsonNode;

/**
 * What a change of the trust documents means, told in words before anybody signs, publishes or
 * approves it.
 *
 * <p>Nothing that differs is missing: both versions become trees, each difference of the trees is
 * told by the sentence that fits it or, where none does, by its name and both values, and what is
 * only written in another order is told as that. Versions that say the same yield no change.
 */
public final class TrustPlan {
    private TrustPlan() {}

    /**
     * The changes, those that people feel first.
     *
     * @param day the day, in Asia/Shanghai, on which agreements must run to grant anything
     */
    public static List<Change> between(TrustVersion before, TrustVersion after, LocalDate day) {
        Telling telling = new Telling(new Names(before, after));
        GrantWords.tell(before, after, day, telling);
        String catalogue = DocumentType.CATALOGUE.directory() + "/" + Catalogues.newest(after);
        List<Difference> differences = Difference.between(Tree.of(before), Tree.of(after));
        for (Difference difference : differences) {
            tell(difference, catalogue, telling);
        }
        tellOrder(before, after, differences, telling);
        return telling.changes().stream()
                .sorted(Comparator.comparing(Change::kind).thenComparing(Change::document))
                .toList();
    }

    private static void tell(Difference difference, String catalogue, Telling to) {
        switch (difference.at(0)) {
            case "members" -> MemberWords.tell(difference, to);
            case "keys" -> KeyWords.tell(difference, to);
            case "agreements" -> AgreementWords.tell(difference, to);
            case "benefits" -> BenefitWords.tell(difference, to);
            case "catalogue" -> CatalogueWords.tell(difference, catalogue, to);
            case "entries" -> EntryWords.tell(difference, to);
            case "measures" -> MeasureWords.tell(difference, to);
            case Tree.ROLES -> RoleWords.tell(difference, to);
            default -> {
                Kind kind =
                        difference.at(0).equals(Tree.FEDERATION)
                                ? Kind.FEDERATION_CHANGES
                                : Kind.CATALOGUE_CHANGES;
                String document = difference.at(0);
                to.field(
                        kind,
                        document,
                        new Names.Text(document, document),
                        difference.from(1),
                        difference);
            }
        }
    }

    /** A list in another order means the same, but it is not the same document. */
    private static void tellOrder(
            TrustVersion before, TrustVersion after, List<Difference> differences, Telling to) {
        for (Map.Entry<String, JsonNode> document : after.documents().entrySet()) {
            String path = document.getKey();
            JsonNode old = before.documents().get(path);
            if (old != null
                    && !Difference.same(old, document.getValue())
                    && differences.stream().noneMatch(each -> isIn(path, each))) {
                to.tell(
                        Kind.ORDER_CHANGES,
                        path,
                        path + " 内容相同，只是顺序不同",
                        path + " says the same in another order");
            }
        }
        if (before.settings().isPresent()
                && after.settings().isPresent()
                && !Difference.same(before.settings().get(), after.settings().get())
                && differences.stream().noneMatch(each -> each.at(0).equals(Tree.FEDERATION))) {
            to.tell(
                    Kind.ORDER_CHANGES,
                    Tree.FEDERATION,
                    "federation.yaml 内容相同，只是顺序不同",
                    "federation.yaml says the same in another order");
        }
    }

    private static boolean isIn(String path, Difference difference) {
        String top = difference.at(0);
        boolean catalogue = path.startsWith(DocumentType.CATALOGUE.directory() + "/");
        return catalogue
                ? top.equals(DocumentType.CATALOGUE.directory())
                        || Objects.equals(top, Tree.OLDER_CATALOGUES)
                : path.equals(top + "/" + difference.at(1));
    }
}
