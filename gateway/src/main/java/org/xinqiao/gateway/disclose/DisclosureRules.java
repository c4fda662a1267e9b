package org.xinqiao.gateway.disclose;

import java.util.Collection;
import java.util.Map;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.CatalogueItem;

/**
 * The filter that everything leaving the node passes (rules R01, R02, R05, R06, R07).
 *
 * <p>Deny by default: an item that the catalogue does not hold never leaves, whatever the basis.
 */
public final class DisclosureRules {
    private DisclosureRules() {}

    /**
     * Returns only if every item may leave on this basis.
     *
     * @param items catalogue codes of all that would leave
     * @throws Refusal {@code item-forbidden} names the item and the rule
     */
    public static void decide(Collection<String> items, Basis basis, Catalogue catalogue)
            throws Refusal {
        for (String code : items) {
            CatalogueItem item =
                    catalogue.item(code).orElseThrow(() -> forbidden(code, "R07 catalogue"));
            if (item.isForbidden()) {
                throw forbidden(code, "R01 never collected, never exchanged");
            }
            if (item.needsWrittenConsent() && !written(basis)) {
                throw forbidden(code, "R02 written consent");
            }
            if (!allows(item.clazz(), basis)) {
                throw forbidden(code, "R05 class " + item.clazz());
            }
        }
    }

    private static boolean written(Basis basis) {
        return basis instanceof Basis.Consented(boolean live, boolean written) && live && written;
    }

    private static boolean allows(DisclosureClass clazz, Basis basis) {
        return switch (clazz) {
            case PUBLIC -> true;
            case AUTHORISED ->
                    switch (basis) {
                        case Basis.Consented consented -> consented.live();
                        case Basis.OwnData _ -> true;
                        case Basis.StatutoryDuty _, Basis.PublicByLaw _ -> false;
                    };
            case GOVERNMENT ->
                    switch (basis) {
                        case Basis.StatutoryDuty duty -> !duty.code().isBlank();
                        case Basis.Consented _, Basis.OwnData _, Basis.PublicByLaw _ -> false;
                    };
        };
    }

    private static Refusal forbidden(String item, String rule) {
        return new Refusal(ProblemType.ITEM_FORBIDDEN, Map.of("item", item, "rule", rule));
    }
}
