package org.xinqiao.gateway.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xinqiao.trust.plan.Change;

/** A plan on the terminal: a line for each change, the other language below it. */
record PlanText(PrintWriter out, @Nullable String language) {
    void print(List<Change> changes) {
        if (changes.isEmpty()) {
            out.println("nothing changes 无变化");
        }
        for (Change change : changes) {
            line(change.kind().name(), change.zh(), change.en());
        }
    }

    void line(String kind, String zh, String en) {
        String at = "[" + kind.replace('_', ' ').toLowerCase(Locale.ROOT) + "] ";
        if ("zh".equals(language)) {
            out.println(at + zh);
        } else {
            out.println(at + en);
            if (!"en".equals(language)) {
                out.println("    " + zh);
            }
        }
    }
}
