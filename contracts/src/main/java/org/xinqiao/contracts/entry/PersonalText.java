package org.xinqiao.contracts.entry;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a free text may give away about a person that no field of it announces. */
public final class PersonalText {
    /**
     * Words by which forbidden data shows itself (R01). They cannot find everything and may find
     * too much, so they hold a text back and condemn nobody.
     */
    static final Map<Tag, Pattern> FORBIDDEN_WORDS =
            Map.of(
                    Tag.RELIGION, Pattern.compile("宗教信仰|信教群众|(信仰|信奉)(佛|道|基督|天主|伊斯兰)"),
                    Tag.GENE, Pattern.compile("基因(检测|信息|序列|图谱)|DNA"),
                    Tag.FINGERPRINT, Pattern.compile("指纹(信息|特征|图像|编号)"),
                    Tag.BLOOD, Pattern.compile("血型"),
                    Tag.DISEASE, Pattern.compile("患有.{0,12}(病|症|癌)|确诊(为|患)|艾滋病|乙肝病毒携带"),
                    Tag.MEDICAL_HISTORY, Pattern.compile("病史|病历|住院记录|诊断证明"));

    private PersonalText() {}

    /** The text with the numbers of persons in it masked: both ends, and stars between (R26). */
    public static String withoutNumbers(String text) {
        return IdentityNumbers.masked(text);
    }

    /** What forbidden data it seems to hold, if any. */
    public static Optional<Tag> forbidden(String text) {
        return FORBIDDEN_WORDS.entrySet().stream()
                .filter(words -> words.getValue().matcher(text).find())
                .map(Map.Entry::getKey)
                .min(Tag::compareTo);
    }
}
