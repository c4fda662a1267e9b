package org.xinqiao.trust.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The data items and purposes that the federation knows: {@code catalogue/<version>.json}. */
public final class Catalogue {
    /** Knows nothing, so that nothing is disclosed: what a node has that found no catalogue. */
    public static final Catalogue NONE = new Catalogue("none", List.of(), List.of());

    private final String version;
    private final List<CatalogueItem> items;
    private final List<Purpose> purposes;
    private final Map<String, CatalogueItem> byCode;
    private final Map<String, Purpose> byId;

    /** The catalogue of these items and purposes, each with another code or id. */
    public Catalogue(String version, List<CatalogueItem> items, List<Purpose> purposes) {
        this.version = version;
        this.items = List.copyOf(items);
        this.purposes = List.copyOf(purposes);
        this.byCode =
                items.stream().collect(Collectors.toMap(CatalogueItem::code, Function.identity()));
        this.byId = purposes.stream().collect(Collectors.toMap(Purpose::id, Function.identity()));
    }

    /** Which one. */
    public String version() {
        return version;
    }

    /** All items. */
    public List<CatalogueItem> items() {
        return items;
    }

    /** The item of a code. */
    public Optional<CatalogueItem> item(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** All purposes. */
    public List<Purpose> purposes() {
        return purposes;
    }

    /** The purpose of an id. */
    public Optional<Purpose> purpose(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
