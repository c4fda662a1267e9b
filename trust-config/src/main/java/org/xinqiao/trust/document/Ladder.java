package org.xinqiao.trust.document;

import java.util.List;
import java.util.Map;
import org.xinqiao.contracts.identity.NodeId;

/**
 * The common ladder of an agreement: its rungs, and where each party's grades stand on it.
 *
 * @param rungs from 0 upwards
 * @param scales one for each party; none where all classes are for organisations
 */
public record Ladder(List<Rung> rungs, Map<NodeId, Scale> scales) {
    /** Keeps copies. */
    public Ladder {
        rungs = List.copyOf(rungs);
        scales = Map.copyOf(scales);
    }

    /** The scale of a party; asking for anyone else's is a mistake of the caller. */
    public Scale scaleOf(NodeId party) {
        Scale scale = scales.get(party);
        if (scale == null) {
            throw new IllegalArgumentException(party + " is not a party");
        }
        return scale;
    }

    /** A party's grades from 0 upwards. */
    public List<Grade> gradesOf(NodeId party) {
        return scaleOf(party).grades();
    }

    /** The grade that a party's score earns there. */
    public Grade gradeOf(NodeId party, int score) {
        return scaleOf(party).gradeOf(score);
    }

    /** The rung that a party's score stands on. */
    public int rungOf(NodeId party, int score) {
        return gradeOf(party, score).rung();
    }
}
