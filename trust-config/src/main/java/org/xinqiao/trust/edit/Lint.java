package org.xinqiao.trust.edit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.xinqiao.trust.document.DocumentFault;
import org.xinqiao.trust.document.DocumentType;
import org.xinqiao.trust.document.FederationPlanJson;

/**
 * Reads all that people edit and finds every fault at once, each with file, line and rule: the
 * rules of each document, then those between documents.
 */
public final class Lint {
    private final Federation federation;
    private final List<LintFault> faults = new ArrayList<>();

    private Lint(Federation federation) {
        this.federation = federation;
    }

    /** Everything that is wrong with a federation's files; empty if nothing is. */
    public static List<LintFault> check(Federation federation) throws IOException {
        Lint lint = new Lint(federation);
        lint.read();
        return lint.faults.stream()
                .distinct()
                .sorted(Comparator.comparing(LintFault::file).thenComparingInt(LintFault::line))
                .toList();
    }

    /** The files, which are in order. */
    static Edited passed(Federation federation) throws IOException, LintFailed {
        Lint lint = new Lint(federation);
        Edited edited = lint.read();
        if (!lint.faults.isEmpty()) {
            throw new LintFailed(check(federation));
        }
        return edited;
    }

    private Edited read() throws IOException {
        YamlDocument plan = yaml(federation.plan());
        report(plan, FederationPlanJson.check(plan.json()));
        Edited edited = new Edited(plan);
        for (DocumentType type : DocumentType.values()) {
            for (Path file : federation.files(type.directory())) {
                String name = name(file);
                YamlDocument document = yaml(file);
                check(type, name, document);
                edited.add(type, name, document);
            }
        }
        faults.addAll(new Relations(edited, SignedAgreements.memory(federation)).check());
        return edited;
    }

    private void check(DocumentType type, String name, YamlDocument document) {
        report(document, type.check(document.json()));
        String named = document.json().path(type.nameMember()).asString("");
        if (document.isReadable() && !named.equals(name)) {
            faults.add(
                    document.fault(type.nameMember(), "name", "must be the file's name, " + name));
        }
    }

    private YamlDocument yaml(Path file) throws IOException {
        String shown = federation.directory().relativize(file).toString();
        if (!Files.exists(file)) {
            faults.add(new LintFault(shown, 1, "file", "is missing"));
            return YamlDocument.parse(shown, "{}", new ArrayList<>());
        }
        return YamlDocument.parse(shown, Files.readString(file), faults);
    }

    private void report(YamlDocument document, List<DocumentFault> found) {
        // What is no YAML has said so.
        if (document.isReadable()) {
            found.forEach(fault -> faults.add(document.fault(fault.path(), "form", fault.rule())));
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".yaml".length());
    }
}
