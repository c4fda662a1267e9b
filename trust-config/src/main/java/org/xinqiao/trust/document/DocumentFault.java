package org.xinqiao.trust.document;

/**
 * One thing that is wrong with a document.
 *
 * @param path where: member names joined by dots, indices in brackets; empty for the whole document
 * @param rule which rule it breaks, in words
 */
public record DocumentFault(String path, String rule) {
    @Override
    public String toString() {
        return path.isEmpty() ? rule : path + ": " + rule;
    }
}
