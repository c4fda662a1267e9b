package org.xinqiao.trust.plan;

import org.xinqiao.trust.document.MemberState;
import org.xinqiao.trust.plan.Change.Kind;
import tools.jackson.databind.JsonNode;

/** Members: who takes part. */
final class MemberWords {
    private MemberWords() {}

    static void tell(Difference difference, Telling to) {
        String id = difference.at(1);
        String document = "members/" + id;
        Names.Text name = to.names().node(id);
        if (difference.depth() == 2 && difference.isAdded()) {
            joins(difference.after(), document, name, to);
        } else if (difference.depth() == 2 && difference.isRemoved()) {
            to.tell(
                    Kind.MEMBER_LEAVES,
                    document,
                    name.zh() + " 不再是成员：其签发的一切不再有效",
                    name.en() + " is no member any more: nothing that it signs counts");
        } else if (difference.from(2).equals("state")) {
            state(difference, document, name, to);
        } else {
            to.field(Kind.MEMBER_CHANGES, document, name, difference.from(2), difference);
        }
    }

    private static void joins(JsonNode member, String document, Names.Text name, Telling to) {
        Names.Text level = Names.level(Values.plain(member.path("level")));
        String parent = member.path("parent").asString("");
        String state = Values.plain(member.path("state"));
        to.tell(
                Kind.MEMBER_JOINS,
                document,
                name.zh()
                        + " 成为成员："
                        + level.zh()
                        + (parent.isEmpty() ? "" : "，上级为 " + to.names().node(parent).zh())
                        + "，状态 "
                        + state,
                name.en()
                        + " becomes a member: "
                        + level.en()
                        + (parent.isEmpty() ? "" : ", below " + to.names().node(parent).en())
                        + ", "
                        + state);
    }

    private static void state(Difference difference, String document, Names.Text name, Telling to) {
        String state = difference.after().asString("");
        if (state.equals(MemberState.SUSPENDED.name())) {
            to.tell(
                    Kind.MEMBER_LEAVES,
                    document,
                    name.zh() + " 被暂停：其上级恢复之前，其签发的一切无效",
                    name.en() + " is suspended: nothing of it counts until its parent lifts that");
        } else if (state.equals(MemberState.ACTIVE.name())) {
            to.tell(
                    Kind.MEMBER_JOINS,
                    document,
                    name.zh() + " 恢复参与",
                    name.en() + " takes part again");
        } else {
            to.field(Kind.MEMBER_CHANGES, document, name, "state", difference);
        }
    }
}
