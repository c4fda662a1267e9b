package org.xinqiao.trust.edit;

/**
 * One thing wrong with the files that people edit.
 *
 * @param file the file, below the federation's directory
 * @param line the line, from 1 upwards
 * @param rule the rule's short name
 * @param message what is wrong, in words
 */
public record LintFault(String file, int line, String rule, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ": [" + rule + "] " + message;
    }
}
