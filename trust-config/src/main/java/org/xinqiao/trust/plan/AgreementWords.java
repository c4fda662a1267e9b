package org.xinqiao.trust.plan;

import java.util.stream.Collectors;
import org.xinqiao.trust.plan.Change.Kind;
import tools.jackson.databind.JsonNode;

/** What cities agree. */
final class AgreementWords {
    private AgreementWords() {}

    static void tell(Difference difference, Telling to) {
        String number = difference.at(1);
        String document = "agreements/" + number;
        Names.Text name = new Names.Text("协议 " + number, "Agreement " + number);
        if (difference.depth() == 2 && difference.isAdded()) {
            begins(difference.after(), document, name, to);
        } else if (difference.depth() == 2 && difference.isRemoved()) {
            to.tell(
                    Kind.AGREEMENT_LAPSES,
                    document,
                    name.zh() + " 被撤下：以其为据的一切终止，当事方 " + parties(difference.before(), to, true),
                    name.en()
                            + " is taken out: all that rests on it ends, between "
                            + parties(difference.before(), to, false));
        } else {
            member(difference, document, name, to);
        }
    }

    private static void member(
            Difference difference, String document, Names.Text name, Telling to) {
        String member = difference.at(2);
        boolean whole = difference.depth() == 4 && (difference.isAdded() || difference.isRemoved());
        if (member.equals("ended") && difference.depth() == 3 && difference.isAdded()) {
            ended(difference.after(), document, name, to);
        } else if (member.equals(Tree.DIGEST)) {
            approval(Values.plain(difference.after()), document, name, to);
        } else if (member.equals("parties") && whole) {
            party(difference, document, name, to);
        } else if (member.equals("classes") && whole) {
            agreementClass(difference, document, name, to);
        } else if (member.equals("disclosure") && whole) {
            disclosure(difference, document, name, to);
        } else if (member.equals("streams") && whole) {
            stream(difference.at(3), difference.isAdded(), document, name, to);
        } else if (member.equals("streams") && difference.depth() == 3) {
            streams(difference, document, name, to);
        } else if (member.equals("queries")) {
            QueryWords.tell(difference, document, name, to);
        } else {
            to.field(Kind.AGREEMENT_CHANGES, document, name, difference.from(2), difference);
        }
    }

    private static void begins(JsonNode agreement, String document, Names.Text name, Telling to) {
        String from = Values.plain(agreement.path("from"));
        String until = agreement.path("until").asString("");
        to.tell(
                Kind.AGREEMENT_BEGINS,
                document,
                name.zh()
                        + " 第 "
                        + Values.plain(agreement.path("revision"))
                        + " 版：当事方 "
                        + parties(agreement, to, true)
                        + "，自 "
                        + from
                        + (until.isEmpty() ? " 起长期有效" : " 至 " + until)
                        + "，最多披露 "
                        + names(agreement.path("disclosure")),
                name.en()
                        + " revision "
                        + Values.plain(agreement.path("revision"))
                        + " between "
                        + parties(agreement, to, false)
                        + ", from "
                        + from
                        + (until.isEmpty() ? " without an end" : " until " + until)
                        + ", discloses at most "
                        + names(agreement.path("disclosure")));
        JsonNode classes = agreement.path("classes");
        for (String number : classes.propertyNames()) {
            opens(number, classes.path(number), document, name, to);
        }
        for (String stream : agreement.path("streams").propertyNames()) {
            stream(stream, true, document, name, to);
        }
        QueryWords.begins(agreement.path("queries"), true, document, name, to);
        if (agreement.has("ended")) {
            ended(agreement.path("ended"), document, name, to);
        }
        approval(Values.plain(agreement.path(Tree.DIGEST)), document, name, to);
    }

    private static String parties(JsonNode agreement, Telling to, boolean chinese) {
        return agreement.path("parties").propertyNames().stream()
                .sorted()
                .map(party -> to.names().node(party))
                .map(text -> chinese ? text.zh() : text.en())
                .collect(Collectors.joining(chinese ? "、" : ", "));
    }

    private static String names(JsonNode set) {
        return set.isObject() ? String.join(", ", set.propertyNames()) : Values.plain(set);
    }

    private static void ended(JsonNode ended, String document, Names.Text name, Telling to) {
        Names.Text by = to.names().node(Values.plain(ended.path("by")));
        String at = Values.plain(ended.path("at"));
        to.tell(
                Kind.AGREEMENT_LAPSES,
                document,
                name.zh() + " 由 " + by.zh() + " 于 " + at + " 终止：以其为据的一切终止",
                name.en()
                        + " was ended by "
                        + by.en()
                        + " at "
                        + at
                        + ": all that rests on it ends");
    }

    private static void approval(String digest, String document, Names.Text name, Telling to) {
        to.tell(
                Kind.AGREEMENT_CHANGES,
                document,
                name.zh() + " 的本版须经各节点运营者批准后才生效，摘要 " + digest,
                name.en()
                        + " in this revision acts on a node only once its operator approves digest "
                        + digest);
    }

    private static void party(Difference difference, String document, Names.Text name, Telling to) {
        Names.Text party = to.names().node(difference.at(3));
        to.tell(
                difference.isAdded() ? Kind.AGREEMENT_BEGINS : Kind.AGREEMENT_LAPSES,
                document,
                party.zh() + (difference.isAdded() ? " 加入" : " 退出") + name.zh(),
                party.en()
                        + (difference.isAdded() ? " becomes a party to " : " leaves ")
                        + name.en());
    }

    private static void agreementClass(
            Difference difference, String document, Names.Text name, Telling to) {
        if (difference.isAdded()) {
            opens(difference.at(3), difference.after(), document, name, to);
        } else {
            to.tell(
                    Kind.AGREEMENT_CHANGES,
                    document,
                    name.zh() + " 取消第 " + difference.at(3) + " 类：" + difference.before(),
                    name.en()
                            + " takes out class "
                            + difference.at(3)
                            + ": "
                            + difference.before());
        }
    }

    private static void opens(
            String number, JsonNode each, String document, Names.Text name, Telling to) {
        String purpose = Values.plain(each.path("purpose"));
        Names.Text from = from(each);
        String units = each.has("unitsMax") ? Values.plain(each.path("unitsMax")) : "";
        to.tell(
                Kind.AGREEMENT_CHANGES,
                document,
                name.zh()
                        + " 第 "
                        + number
                        + " 类：用途 "
                        + purpose
                        + "，"
                        + from.zh()
                        + (units.isEmpty() ? "" : "，各市合计最多 " + units)
                        + (each.path("fresh").asBoolean(false) ? "，须在线核验" : "")
                        + (each.path("challenge").asBoolean(false) ? "，须应答终端质询" : ""),
                name.en()
                        + " class "
                        + number
                        + ": for "
                        + purpose
                        + " "
                        + from.en()
                        + (units.isEmpty() ? "" : ", at most " + units + " in all cities together")
                        + (each.path("fresh").asBoolean(false) ? ", on line only" : "")
                        + (each.path("challenge").asBoolean(false)
                                ? ", answering the terminal's challenge"
                                : ""));
    }

    private static Names.Text from(JsonNode each) {
        if (each.has("honour")) {
            String honour = Values.plain(each.path("honour"));
            return new Names.Text("须有荣誉 " + honour, "with the honour " + honour);
        }
        if (each.has("organisation")) {
            return organisations(each.path("organisation"));
        }
        String rung = Values.plain(each.path("leastRung"));
        return new Names.Text("第 " + rung + " 级及以上", "from rung " + rung + " on");
    }

    private static Names.Text organisations(JsonNode terms) {
        boolean red = terms.path("redList").asBoolean(false);
        boolean named = terms.path("named").asBoolean(false);
        String grade = terms.has("leastGrade") ? Values.plain(terms.path("leastGrade")) : "";
        return new Names.Text(
                "面向法人和非法人组织，未列入严重失信主体名单"
                        + (red ? "，列入红名单" : "")
                        + (grade.isEmpty() ? "" : "，公共信用综合评价 " + grade + " 级及以上")
                        + (named ? "，享受权益时告知单位名称和统一社会信用代码" : ""),
                "for organisations on no black list"
                        + (red ? ", on a red list" : "")
                        + (grade.isEmpty() ? "" : ", evaluated " + grade + " or better")
                        + (named ? ", whose name and code are told with a benefit" : ""));
    }

    private static void disclosure(
            Difference difference, String document, Names.Text name, Telling to) {
        to.tell(
                difference.isAdded() ? Kind.LETS_OUT : Kind.HOLDS_BACK,
                document,
                name.zh() + (difference.isAdded() ? " 允许披露 " : " 不再允许披露 ") + difference.at(3),
                name.en()
                        + (difference.isAdded() ? " may now disclose " : " no longer discloses ")
                        + difference.at(3));
    }

    /** The whole set comes or goes. */
    private static void streams(
            Difference difference, String document, Names.Text name, Telling to) {
        JsonNode set = difference.isAdded() ? difference.after() : difference.before();
        for (String stream : set.propertyNames()) {
            stream(stream, difference.isAdded(), document, name, to);
        }
    }

    private static void stream(
            String stream, boolean added, String document, Names.Text name, Telling to) {
        to.tell(
                added ? Kind.LETS_OUT : Kind.HOLDS_BACK,
                document,
                name.zh() + (added ? " 允许缔约方互送法人名单 " : " 不再允许互送法人名单 ") + stream,
                name.en()
                        + (added
                                ? " lets its parties send each other organisations of "
                                : " no longer lets its parties send each other ")
                        + stream);
    }
}
