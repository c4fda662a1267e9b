package org.xinqiao.trust.document;

import java.util.List;
import java.util.Optional;
import org.xinqiao.contracts.identity.NodeId;

/**
 * Mutual queries 互查互通: which items of the catalogue the parties of an agreement ask each other for
 * in real time. What it does not name is not asked for.
 *
 * @param duties the duties that grants may name, each with another id
 * @param answers who answers what
 */
public record QueryTerms(List<Duty> duties, List<ItemGrant> answers) {
    /**
     * What the codes of scores, grades and rungs begin with. None is ever asked for: a score goes
     * by the credit code that its holder shows, and brings a benefit or nothing (R17).
     */
    public static final String OF_SCORES = "credit.";

    /** Keeps copies. */
    public QueryTerms {
        duties = List.copyOf(duties);
        answers = List.copyOf(answers);
    }

    /** Whether an item is part of what a credit code is about. */
    public static boolean isOfScores(String item) {
        return item.startsWith(OF_SCORES);
    }

    /** The duty of an id. */
    public Optional<Duty> duty(String id) {
        return duties.stream().filter(duty -> duty.id().equals(id)).findFirst();
    }

    /** The grants under which one node answers another. */
    public List<ItemGrant> between(NodeId answering, NodeId asking) {
        return answers.stream().filter(grant -> grant.binds(answering, asking)).toList();
    }
}
