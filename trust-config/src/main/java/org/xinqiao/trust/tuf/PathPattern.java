package org.xinqiao.trust.tuf;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A shell pattern for target paths: {@code *} is any text and {@code ?} any character within one
 * part of the path, never a slash.
 */
public record PathPattern(String text) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9.*?/-]{1,200}");
    private static final Pattern PATH =
            Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}(/[a-z0-9][a-z0-9._-]{0,99}){0,4}");

    /** Refuses what a pattern cannot mean. */
    public PathPattern {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("Not a pattern for target paths");
        }
    }

    /** Whether this is a path that a target may have: it becomes a file name. */
    static boolean isPath(String path) {
        return PATH.matcher(path).matches();
    }

    /** Whether a path matches. */
    public boolean matches(String path) {
        List<String> expected = parts(text);
        List<String> parts = parts(path);
        if (expected.size() != parts.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!partMatches(expected.get(i), parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Goes back to the last star only, so that no pattern takes more than the product of both. */
    private static boolean partMatches(String pattern, String part) {
        int at = 0;
        int from = 0;
        int star = -1;
        int afterStar = 0;
        while (from < part.length()) {
            char expected = at < pattern.length() ? pattern.charAt(at) : '/';
            if (expected == '*') {
                star = at++;
                afterStar = from;
            } else if (expected == '?' || expected == part.charAt(from)) {
                at++;
                from++;
            } else if (star >= 0) {
                at = star + 1;
                from = ++afterStar;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(rest -> rest == '*');
    }

    private static List<String> parts(String path) {
        return List.of(path.split("/", -1));
    }
}
