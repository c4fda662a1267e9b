package org.xinqiao.contracts.identity;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Family names as they stand in people's names. A Chinese name begins with its family name, of one
 * character or, for the compound ones 复姓, two. In other names any part may be it.
 */
final class FamilyNames {
    /** The compound family names in use today. */
    private static final Set<String> COMPOUND =
            Set.of(
                    "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯", "皇甫", "尉迟", "长孙", "慕容",
                    "令狐", "宇文", "公孙", "端木", "轩辕", "钟离", "濮阳", "淳于", "单于", "太史", "申屠", "公羊", "赫连",
                    "澹台", "公冶", "宗政", "太叔", "闻人", "百里", "呼延", "东郭", "南门", "西门", "梁丘", "左丘", "第五",
                    "拓跋", "完颜", "万俟", "纳兰", "公西", "漆雕", "乐正", "壤驷", "公良", "夹谷", "宰父", "谷梁", "段干",
                    "鲜于", "闾丘", "司空", "司寇", "仲孙", "亓官", "巫马", "微生", "羊舌", "相里", "叱干", "贺兰", "歐陽",
                    "司馬", "諸葛", "長孫", "東方", "獨孤", "南宮", "尉遲");

    private static final int COMPOUND_CHARACTERS = 2;

    private FamilyNames() {}

    /** Whether two names may have a family name in common; in doubt they have. */
    static boolean shared(String one, String other) {
        Set<String> common = new HashSet<>(possible(one));
        common.retainAll(possible(other));
        return !common.isEmpty();
    }

    private static Set<String> possible(String name) {
        String[] parts = name.toLowerCase(Locale.ROOT).split("[\\s·•,.]+");
        if (parts.length > 1 || !isHan(name)) {
            var possible = new HashSet<>(Arrays.asList(parts));
            possible.remove("");
            return possible;
        }
        if (name.length() > COMPOUND_CHARACTERS
                && COMPOUND.contains(name.substring(0, COMPOUND_CHARACTERS))) {
            return Set.of(name.substring(0, COMPOUND_CHARACTERS));
        }
        return Set.of(Character.toString(name.codePointAt(0)));
    }

    private static boolean isHan(String name) {
        return Character.UnicodeScript.of(name.codePointAt(0)) == Character.UnicodeScript.HAN;
    }
}
