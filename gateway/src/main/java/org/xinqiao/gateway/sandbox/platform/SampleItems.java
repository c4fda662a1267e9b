package org.xinqiao.gateway.sandbox.platform;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.identity.SubjectNumber;

/**
 * What the simulated departments hold of an item: invented, always the same for the same subject,
 * and each value says that it is synthetic.
 */
final class SampleItems {
    private static final String SYNTHETIC = "合成样例：";

    /** Some of a hundred subjects hold a licence or a penalty of one department. */
    private static final int LICENCES_OF_HUNDRED = 50;

    private static final int PENALTIES_OF_HUNDRED = 10;
    private static final List<String> GRADES = List.of("A 级", "B 级", "C 级");
    private static final Map<String, List<String>> PERSONAL =
            Map.of(
                    "education.degree", List.of("本科", "硕士研究生", "大专"),
                    "labour.qualification", List.of("电工（四级）", "会计师（中级）"),
                    "civil-affairs.volunteering", List.of("累计 12 小时", "累计 86 小时"),
                    "transport.driving", List.of("近三年无事故"),
                    "medical-security.enrolment", List.of("正常参保"),
                    "housing-fund.contribution", List.of("按时缴存"),
                    "local-tax.amount", List.of("上年度 3,200 元"),
                    "public-security.residence", List.of("本市居住登记有效"),
                    "labour.social-security", List.of("连续缴纳 36 个月"));

    private SampleItems() {}

    /** The values; empty where nothing is held. */
    static List<String> of(SubjectNumber subject, String item) {
        int drawn = drawn(subject, item);
        if (item.endsWith(".licence")) {
            return drawn % 100 < LICENCES_OF_HUNDRED
                    ? List.of(SYNTHETIC + "许可第 " + drawn + " 号，有效期至 2028-12-31")
                    : List.of();
        }
        if (item.endsWith(".penalty")) {
            return drawn % 100 < PENALTIES_OF_HUNDRED
                    ? List.of(SYNTHETIC + "处罚第 " + drawn + " 号，已履行")
                    : List.of();
        }
        if (item.endsWith(".grade")) {
            return List.of(SYNTHETIC + GRADES.get(drawn % GRADES.size()));
        }
        List<String> choices = PERSONAL.getOrDefault(item, List.of());
        return choices.isEmpty()
                ? List.of()
                : List.of(SYNTHETIC + choices.get(drawn % choices.size()));
    }

    private static int drawn(SubjectNumber subject, String item) {
        byte[] hash =
                Digests.sha256((subject.reveal() + " " + item).getBytes(StandardCharsets.UTF_8));
        return (hash[0] & 0xff) << 8 | hash[1] & 0xff;
    }
}
