package org.xinqiao.trust.document;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An object of exactly these members: what is not declared is refused. */
final class ObjectShape implements Shape {
    private final Map<String, Member> members;

    private record Member(Shape shape, boolean required) {}

    private ObjectShape(Map<String, Member> members) {
        this.members = members;
    }

    static ObjectShape object() {
        return new ObjectShape(Map.of());
    }

    ObjectShape with(String name, Shape shape) {
        return plus(name, new Member(shape, true));
    }

    ObjectShape maybe(String name, Shape shape) {
        return plus(name, new Member(shape, false));
    }

    private ObjectShape plus(String name, Member member) {
        Map<String, Member> all = new LinkedHashMap<>(members);
        all.put(name, member);
        return new ObjectShape(all);
    }

    @Override
    public void check(String path, JsonNode value, Faults faults) {
        if (!value.isObject()) {
            faults.add(path, "must be an object");
            return;
        }
        for (String name : value.propertyNames()) {
            faults.require(
                    members.containsKey(name),
                    Shapes.at(path, name),
                    "is not a member that was agreed");
        }
        members.forEach((name, member) -> check(path, name, member, value.get(name), faults));
    }

    private static void check(
            String path, String name, Member member, @Nullable JsonNode value, Faults faults) {
        if (value != null) {
            member.shape.check(Shapes.at(path, name), value, faults);
        } else if (member.required) {
            faults.add(Shapes.at(path, name), "is missing");
        }
    }
}
