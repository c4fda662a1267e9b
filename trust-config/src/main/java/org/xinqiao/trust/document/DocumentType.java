package org.xinqiao.trust.document;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The kinds of documents, each with its directory and the check that finds all its faults. */
public enum DocumentType {
    /** Who takes part. */
    MEMBER("members", "id"),
    /** How to reach a node, and what it signs with. */
    KEYS("keys", "node"),
    /** What cities have agreed. */
    AGREEMENT("agreements", "number"),
    /** What a city gives. */
    BENEFITS("benefits", "node"),
    /** The data items and purposes. */
    CATALOGUE("catalogue", "version"),
    /** Which entries of lists and records may be collected and shared. */
    ENTRIES("entries", "version"),
    /** Which measures may be asked for at all. */
    MEASURES("measures", "edition");

    private final String directory;
    private final String nameMember;

    DocumentType(String directory, String nameMember) {
        this.directory = directory;
        this.nameMember = nameMember;
    }

    /** Where such documents stand, in the repository and where people edit them. */
    public String directory() {
        return directory;
    }

    /** The member that repeats the file's name. */
    public String nameMember() {
        return nameMember;
    }

    /** Everything that is wrong with a document of this kind. */
    public List<DocumentFault> check(JsonNode json) {
        return switch (this) {
            case MEMBER -> MemberJson.check(json);
            case KEYS -> NodeKeysJson.check(json);
            case AGREEMENT -> AgreementJson.check(json);
            case BENEFITS -> BenefitsJson.check(json);
            case CATALOGUE -> CatalogueJson.check(json);
            case ENTRIES -> EntriesJson.check(json);
            case MEASURES -> MeasuresJson.check(json);
        };
    }
}
