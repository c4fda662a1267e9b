package org.xinqiao.contracts.entry;

import java.util.ArrayList;
import java.util.List;

/** What the rules find of one entry. */
final class Findings {
    private final List<Finding> findings = new ArrayList<>();

    void add(Rule rule, Verdict verdict, String field, String value, String zh, String en) {
        findings.add(new Finding(rule, verdict, field, value, zh, en));
    }

    List<Finding> list() {
        return List.copyOf(findings);
    }
}
