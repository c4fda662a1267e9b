package org.xinqiao.trust.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One place where two trees differ: a value that is another, or there on one side only.
 *
 * @param path from the top
 * @param before what was there; missing where nothing was
 * @param after what is there
 */
record Difference(List<String> path, JsonNode before, JsonNode after) {
    Difference {
        path = List.copyOf(path);
    }

    /** All of them, none inside another. Trees without one are the same but for lists' order. */
    static List<Difference> between(JsonNode before, JsonNode after) {
        List<Difference> all = new ArrayList<>();
        compare(new ArrayList<>(), before, after, all);
        return all;
    }

    private static void compare(
            List<String> path, JsonNode before, JsonNode after, List<Difference> all) {
        if (!before.isObject() || !after.isObject()) {
            if (!same(before, after)) {
                all.add(new Difference(path, before, after));
            }
            return;
        }
        TreeSet<String> names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        for (String name : names) {
            path.add(name);
            compare(path, at(before, name), at(after, name), all);
            path.removeLast();
        }
    }

    private static JsonNode at(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null ? MissingNode.getInstance() : value;
    }

    /** Whether two values say the same. A number is one number whoever parsed it. */
    static boolean same(JsonNode one, JsonNode other) {
        if (one.isObject() && other.isObject()) {
            return Set.copyOf(one.propertyNames()).equals(Set.copyOf(other.propertyNames()))
                    && one.propertyNames().stream()
                            .allMatch(name -> same(at(one, name), at(other, name)));
        }
        if (one.isArray() && other.isArray()) {
            if (one.size() != other.size()) {
                return false;
            }
            for (int i = 0; i < one.size(); i++) {
                if (!same(one.path(i), other.path(i))) {
                    return false;
                }
            }
            return true;
        }
        return one.getNodeType() == other.getNodeType() && one.toString().equals(other.toString());
    }

    boolean isAdded() {
        return before.isMissingNode();
    }

    boolean isRemoved() {
        return after.isMissingNode();
    }

    /** The value that is there, the newer one if both are. */
    JsonNode value() {
        return isRemoved() ? before : after;
    }

    /** The member of the path at a depth; empty where the path is shorter. */
    String at(int depth) {
        return depth < path.size() ? path.get(depth) : "";
    }

    int depth() {
        return path.size();
    }

    /** The path from a depth on, joined by dots. */
    String from(int depth) {
        return String.join(".", path.subList(Math.min(depth, path.size()), path.size()));
    }
}
