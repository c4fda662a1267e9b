package org.xinqiao.trust.plan;

import java.util.ArrayList;
import java.util.List;
import org.xinqiao.trust.plan.Change.Kind;

/** Collects what is told; for one plan and one thread. */
final class Telling {
    private final List<Change> changes = new ArrayList<>();
    private final Names names;

    Telling(Names names) {
        this.names = names;
    }

    Names names() {
        return names;
    }

    List<Change> changes() {
        return changes;
    }

    void tell(Kind kind, String document, String zh, String en) {
        changes.add(new Change(kind, document, zh, en));
    }

    /** A member of a document by its name and both values: what no better sentence covers. */
    void field(
            Kind kind, String document, Names.Text subject, String field, Difference difference) {
        String before = Values.shown(difference.before());
        String after = Values.shown(difference.after());
        String name = field.isEmpty() ? "document" : field;
        if (difference.isAdded()) {
            tell(
                    kind,
                    document,
                    subject.zh() + "：新增 " + name + " 为 " + after,
                    subject.en() + ": " + name + " is now " + after);
        } else if (difference.isRemoved()) {
            tell(
                    kind,
                    document,
                    subject.zh() + "：去掉 " + name + "，原为 " + before,
                    subject.en() + ": " + name + " is taken out, it was " + before);
        } else {
            tell(
                    kind,
                    document,
                    subject.zh() + "：" + name + " 由 " + before + " 改为 " + after,
                    subject.en() + ": " + name + " changes from " + before + " to " + after);
        }
    }
}
