package org.xinqiao.gateway.operate;

/**
 * One fault of a configuration file.
 *
 * @param line line in the file, from 1
 * @param path where in the tree, as in {@code federation.tls.key}
 * @param rule what is wrong and what is expected
 */
public record ConfigFault(int line, String path, String rule) {
    @Override
    public String toString() {
        return "line " + line + ": " + path + ": " + rule;
    }
}
