package org.xinqiao.trust.plan;

import org.xinqiao.trust.plan.Change.Kind;
import tools.jackson.databind.JsonNode;

/** Who signs for the repository. */
final class RoleWords {
    private static final String DOCUMENT = "federation";

    private RoleWords() {}

    static void tell(Difference difference, Telling to) {
        String role = difference.at(1);
        JsonNode value = difference.value();
        if (difference.depth() == 2 && difference.isAdded()) {
            String paths = String.join(", ", value.path("paths").propertyNames());
            to.tell(
                    Kind.ROLE_CHANGES,
                    DOCUMENT,
                    "新角色 "
                            + role
                            + "："
                            + value.path("keys").size()
                            + " 把密钥中须 "
                            + value.path("threshold")
                            + " 把签名，负责 "
                            + paths,
                    "new role "
                            + role
                            + ": "
                            + value.path("threshold")
                            + " of "
                            + value.path("keys").size()
                            + " keys must sign, for "
                            + (paths.isEmpty() ? "what the root says" : paths));
        } else if (difference.depth() == 2 && difference.isRemoved()) {
            to.tell(
                    Kind.ROLE_CHANGES,
                    DOCUMENT,
                    "角色 " + role + " 被取消：其签名不再有效",
                    "role " + role + " is taken out: its signatures count no more");
        } else if (difference.at(2).equals("keys") && difference.depth() == 4) {
            key(role, difference, to);
        } else if (difference.at(2).equals("paths") && difference.depth() == 4) {
            to.tell(
                    Kind.ROLE_CHANGES,
                    DOCUMENT,
                    "角色 "
                            + role
                            + (difference.isAdded() ? " 可以签发 " : " 不再可以签发 ")
                            + difference.at(3),
                    "role "
                            + role
                            + (difference.isAdded()
                                    ? " may speak for "
                                    : " may no longer speak for ")
                            + difference.at(3));
        } else if (difference.from(2).equals("threshold")) {
            to.tell(
                    Kind.ROLE_CHANGES,
                    DOCUMENT,
                    "角色 " + role + " 所需签名数由 " + difference.before() + " 改为 " + difference.after(),
                    "role "
                            + role
                            + " needs "
                            + difference.after()
                            + " signatures instead of "
                            + difference.before());
        } else {
            Names.Text subject = new Names.Text("角色 " + role, "role " + role);
            to.field(Kind.ROLE_CHANGES, DOCUMENT, subject, difference.from(2), difference);
        }
    }

    private static void key(String role, Difference difference, Telling to) {
        to.tell(
                Kind.ROLE_CHANGES,
                DOCUMENT,
                "密钥 "
                        + difference.at(3)
                        + (difference.isAdded() ? " 可以" : " 不再可以")
                        + "为角色 "
                        + role
                        + " 签名",
                "key "
                        + difference.at(3)
                        + (difference.isAdded()
                                ? " may sign for role "
                                : " may no longer sign for role ")
                        + role);
    }
}
