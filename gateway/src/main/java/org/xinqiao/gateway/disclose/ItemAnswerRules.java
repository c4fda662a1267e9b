package org.xinqiao.gateway.disclose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xinqiao.adapters.city.CityItem;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.PersonalText;
import org.xinqiao.contracts.message.ItemsResponse.Answer;
import org.xinqiao.contracts.reason.NotGiven;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.permit.ItemVerdict;

/**
 * What is said of each item: its values with no number of a person in them (R26), or a coarse
 * reason why not. A value about a person that seems to hold what must never be collected is held
 * back with its whole item (R01).
 */
public final class ItemAnswerRules {
    private ItemAnswerRules() {}

    /**
     * One answer an item, in the order of the verdicts.
     *
     * @param held what the city holds; every item that is open
     * @param whom what kind of subject it is about
     */
    public static List<Answer> decide(
            List<ItemVerdict> verdicts, Map<String, CityItem> held, AppliesTo whom) {
        var answers = new ArrayList<Answer>();
        for (ItemVerdict verdict : verdicts) {
            answers.add(
                    switch (verdict) {
                        case ItemVerdict.Closed closed ->
                                new Answer.Withheld(closed.item(), NotGiven.NO_BASIS);
                        case ItemVerdict.Open open -> answer(open, held.get(open.item()), whom);
                    });
        }
        return answers;
    }

    private static Answer answer(ItemVerdict.Open open, @Nullable CityItem item, AppliesTo whom) {
        if (item == null) {
            throw new IllegalStateException("an open item was not asked for: " + open.item());
        }
        if (item.values().isEmpty()) {
            return new Answer.Withheld(open.item(), NotGiven.NOTHING_HELD);
        }
        boolean forbidden =
                whom == AppliesTo.NATURAL
                        && item.values().stream()
                                .anyMatch(value -> PersonalText.forbidden(value).isPresent());
        if (forbidden) {
            return new Answer.Withheld(open.item(), NotGiven.NO_BASIS);
        }
        return new Answer.Given(
                open.item(),
                item.values().stream().map(PersonalText::withoutNumbers).toList(),
                item.asOf(),
                open.basis());
    }

    /** What each open item stands on, for the filter that everything leaving the node passes. */
    public static Map<String, Basis> bases(
            List<ItemVerdict> verdicts, @Nullable Consent consent, @Nullable String duty) {
        var bases = new HashMap<String, Basis>();
        for (ItemVerdict verdict : verdicts) {
            if (verdict instanceof ItemVerdict.Open open) {
                bases.put(
                        open.item(),
                        switch (open.ground()) {
                            case PUBLIC -> new Basis.PublicByLaw();
                            case CONSENT ->
                                    new Basis.Consented(
                                            consent != null,
                                            consent != null
                                                    && consent.form() == Consent.Form.WRITTEN);
                            case DUTY -> new Basis.StatutoryDuty(duty == null ? "" : duty);
                        });
            }
        }
        return bases;
    }
}
