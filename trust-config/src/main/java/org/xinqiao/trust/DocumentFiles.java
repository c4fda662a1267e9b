package org.xinqiao.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xinqiao.contracts.entry.EntryCatalogue;
import org.xinqiao.contracts.entry.MeasureList;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.CatalogueJson;
import org.xinqiao.trust.document.EntriesJson;
import org.xinqiao.trust.document.MalformedDocument;
import org.xinqiao.trust.document.MeasuresJson;
import org.xinqiao.trust.tuf.Role;
import org.xinqiao.trust.tuf.VerifiedTarget;
import tools.jackson.databind.node.ObjectNode;

/** The files of a repository by kind and name, each with the role that vouches for it. */
final class DocumentFiles {
    private static final Pattern NODE_FILE =
            Pattern.compile("(members|keys|benefits)/(cn-[0-9]{6})\\.json");
    private static final Pattern TOP_FILE =
            Pattern.compile("(agreements|catalogue|entries|measures)/([0-9]{1,10})\\.json");

    private final List<TrustFault> faults;
    private final Map<String, Map<String, DocumentFile>> byKind = new TreeMap<>();

    /** One document. */
    record DocumentFile(String path, String name, String role, ObjectNode json) {}

    DocumentFiles(List<VerifiedTarget> targets, List<TrustFault> faults) {
        this.faults = faults;
        targets.forEach(this::add);
    }

    private void add(VerifiedTarget target) {
        Matcher node = NODE_FILE.matcher(target.path());
        Matcher top = TOP_FILE.matcher(target.path());
        if (node.matches()) {
            add(node.group(1), node.group(2), target);
        } else if (top.matches() && target.role().equals(Role.TARGETS)) {
            add(top.group(1), top.group(2), target);
        } else if (!target.role().equals(Role.TARGETS)) {
            // What the top-level role adds later, and nobody here reads yet, is no fault.
            faults.add(
                    new TrustFault(
                            target.path(), "role " + target.role() + " may not speak for it"));
        }
    }

    private void add(String kind, String name, VerifiedTarget target) {
        try {
            ObjectNode json = StrictJson.parseObject(target.bytes());
            byKind.computeIfAbsent(kind, any -> new TreeMap<>())
                    .put(name, new DocumentFile(target.path(), name, target.role(), json));
        } catch (MalformedJson e) {
            faults.add(new TrustFault(target.path(), String.valueOf(e.getMessage())));
        }
    }

    private Map<String, DocumentFile> of(String kind) {
        return byKind.getOrDefault(kind, Map.of());
    }

    Map<String, DocumentFile> members() {
        return of("members");
    }

    Map<String, DocumentFile> keys() {
        return of("keys");
    }

    Map<String, DocumentFile> benefits() {
        return of("benefits");
    }

    Map<String, DocumentFile> agreements() {
        return of("agreements");
    }

    /** The newest catalogue that can be read. */
    Catalogue catalogue() {
        Catalogue newest = Catalogue.NONE;
        long newestVersion = -1;
        for (DocumentFile file : of("catalogue").values()) {
            try {
                Catalogue catalogue = CatalogueJson.read(file.json());
                if (!catalogue.version().equals(file.name())) {
                    faults.add(new TrustFault(file.path(), "names another version"));
                } else if (Long.parseLong(file.name()) > newestVersion) {
                    newest = catalogue;
                    newestVersion = Long.parseLong(file.name());
                }
            } catch (MalformedDocument e) {
                faults.add(new TrustFault(file.path(), String.valueOf(e.getMessage())));
            }
        }
        return newest;
    }

    /** The newest catalogue of entries that can be read. */
    EntryCatalogue entries() {
        EntryCatalogue newest = EntryCatalogue.NONE;
        long newestVersion = -1;
        for (DocumentFile file : of("entries").values()) {
            try {
                EntryCatalogue entries = EntriesJson.read(file.json());
                if (!entries.version().equals(file.name())) {
                    faults.add(new TrustFault(file.path(), "names another version"));
                } else if (Long.parseLong(file.name()) > newestVersion) {
                    newest = entries;
                    newestVersion = Long.parseLong(file.name());
                }
            } catch (MalformedDocument e) {
                faults.add(new TrustFault(file.path(), String.valueOf(e.getMessage())));
            }
        }
        return newest;
    }

    /** Every edition of the list of measures that can be read; their days say which counts. */
    List<MeasureList> measures() {
        var editions = new ArrayList<MeasureList>();
        for (DocumentFile file : of("measures").values()) {
            try {
                MeasureList edition = MeasuresJson.read(file.json());
                if (edition.edition().equals(file.name())) {
                    editions.add(edition);
                } else {
                    faults.add(new TrustFault(file.path(), "names another edition"));
                }
            } catch (MalformedDocument e) {
                faults.add(new TrustFault(file.path(), String.valueOf(e.getMessage())));
            }
        }
        return editions;
    }
}
