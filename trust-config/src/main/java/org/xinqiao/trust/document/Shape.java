package org.xinqiao.trust.document;

import tools.jackson.databind.JsonNode;

/**
 * What one value of a document must look like. Unlike a reader it goes on after a fault, so that
 * whoever edits a document sees all of them at once.
 */
interface Shape {
    /** Adds to {@code faults} whatever is wrong with the value that stands at {@code path}. */
    void check(String path, JsonNode value, Faults faults);
}
