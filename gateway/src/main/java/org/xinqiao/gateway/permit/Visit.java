package org.xinqiao.gateway.permit;

import java.util.Set;
import org.xinqiao.gateway.authenticate.ShownCode;

/**
 * A visitor's code that the agreement lets this city ask about.
 *
 * @param shown the code
 * @param benefits ids of the benefits in question
 */
public record Visit(ShownCode shown, Set<String> benefits) {
    /** Keeps its own copy. */
    public Visit {
        benefits = Set.copyOf(benefits);
    }
}
