package org.xinqiao.trust.plan;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xinqiao.trust.document.OrganisationTerms;
import org.xinqiao.trust.plan.Change.Kind;
import org.xinqiao.trust.plan.Grants.Grant;
import org.xinqiao.trust.plan.Grants.Terms;

/** Who gains or loses which benefit, and from which rung on. */
final class GrantWords {
    private GrantWords() {}

    static void tell(TrustVersion before, TrustVersion after, LocalDate day, Telling to) {
        Map<Grant, Terms> had = Grants.of(before, day);
        Map<Grant, Terms> have = Grants.of(after, day);
        TreeSet<Grant> all = new TreeSet<>(had.keySet());
        all.addAll(have.keySet());
        for (Grant grant : all) {
            tell(grant, had.get(grant), have.get(grant), to);
        }
    }

    private static void tell(Grant grant, @Nullable Terms had, @Nullable Terms have, Telling to) {
        if (had == null && have != null) {
            String zh = whose(have) + opens(have, true) + "可在 ";
            tell(Kind.GAINS, grant, have, zh, " 获得“", " gain \"", opens(have, false), to);
        } else if (had != null && have == null) {
            String zh = whose(had) + "不再能在 ";
            tell(Kind.LOSES, grant, had, zh, " 获得“", " lose \"", opens(had, false), to);
        } else if (had != null && have != null && !opens(had, true).equals(opens(have, true))) {
            String zh = whose(have) + "由" + opens(had, true) + "改为" + opens(have, true) + "可在 ";
            String en = opens(have, false) + ", so far" + opens(had, false);
            tell(Kind.REACHES, grant, have, zh, " 获得“", " reach \"", en, to);
        }
    }

    private static void tell(
            Kind kind,
            Grant grant,
            Terms terms,
            String zh,
            String zhThen,
            String en,
            String enFrom,
            Telling to) {
        Names.Text home = to.names().node(grant.home().value());
        Names.Text host = to.names().node(terms.benefit().node().value());
        to.tell(
                kind,
                "benefits/" + terms.benefit().node(),
                home.zh()
                        + zh
                        + host.zh()
                        + zhThen
                        + terms.benefit().titleZh()
                        + "”（"
                        + grant.benefit()
                        + "）",
                (terms instanceof Terms.ForOrganisations ? "Organisations of " : "Residents of ")
                        + home.en()
                        + en
                        + terms.benefit().titleEn()
                        + "\" ("
                        + grant.benefit()
                        + ") in "
                        + host.en()
                        + enFrom);
    }

    private static String whose(Terms terms) {
        return terms instanceof Terms.ForOrganisations ? " 的法人和非法人组织" : " 的居民";
    }

    private static String opens(Terms terms, boolean chinese) {
        return switch (terms) {
            case Terms.FromRung from -> rung(from, chinese);
            case Terms.WithHonour with ->
                    chinese
                            ? "凭“" + with.honour().zh() + "”"
                            : " with an honour (" + with.honour().en() + ")";
            case Terms.ForOrganisations organisations ->
                    organisations(organisations.terms(), chinese);
        };
    }

    private static String organisations(OrganisationTerms terms, boolean chinese) {
        String grade = terms.least().map(Enum::name).orElse("");
        return chinese
                ? "（未列入严重失信主体名单"
                        + (terms.redList() ? "，列入红名单" : "")
                        + (grade.isEmpty() ? "" : "，公共信用综合评价 " + grade + " 级及以上")
                        + "）"
                : " on no black list"
                        + (terms.redList() ? ", on a red list" : "")
                        + (grade.isEmpty() ? "" : ", evaluated " + grade + " or better");
    }

    private static String rung(Terms.FromRung terms, boolean chinese) {
        return chinese
                ? "第 "
                        + terms.rung()
                        + " 级（"
                        + terms.scale().nameZh()
                        + terms.least().nameZh()
                        + "，"
                        + terms.least().min()
                        + " 分）起"
                : " from rung "
                        + terms.rung()
                        + " on ("
                        + terms.scale().nameEn()
                        + " "
                        + terms.least().nameEn()
                        + ", "
                        + terms.least().min()
                        + ")";
    }
}
