package org.xinqiao.trust.document;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The catalogue in force. What it does not hold is neither collected nor shared (rule R07). */
public final class Catalogue {
    /** No catalogue: nothing may leave. */
    public static final Catalogue EMPTY = new Catalogue("", List.of());

    private final String version;
    private final Map<String, CatalogueItem> items;

    /** A catalogue of items with different codes. */
    public Catalogue(String version, Collection<CatalogueItem> items) {
        this.version = version;
        this.items =
                items.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        CatalogueItem::code, Function.identity()));
    }

    /** Its version, as in {@code catalogue/<version>.json}. */
    public String version() {
        return version;
    }

    /** The item of a code. */
    public Optional<CatalogueItem> item(String code) {
        return Optional.ofNullable(items.get(code));
    }

    /** All items. */
    public Collection<CatalogueItem> items() {
        return items.values();
    }
}
