package org.xinqiao.gateway.sandbox.people;

import java.util.List;
import java.util.Random;
import org.xinqiao.contracts.identity.PersonName;

/** Names as they are common in Fujian, put together at random: whom they name does not exist. */
final class SyntheticNames {
    private static final List<String> SURNAMES =
            List.of(
                    "陈", "林", "黄", "张", "吴", "李", "王", "郑", "刘", "杨", "苏", "蔡", "叶", "许", "谢", "何",
                    "郭", "曾", "周", "洪", "余", "庄", "邱", "江", "肖", "罗", "徐", "赖", "朱", "魏", "高", "潘",
                    "翁", "施", "卢", "方", "连", "游", "欧阳");
    private static final String FEMALE = "雅琳婷静芳秀丽娟敏慧玲燕霞萍梅兰莹雪倩怡欣佳颖洁蓉";
    private static final String MALE = "志伟建国强军明辉鹏杰涛斌超勇刚健峰凯宇浩毅林荣平海";
    private static final String EITHER = "文晓思子嘉安宁一清远云海平佳春华";
    private static final int ONE_CHARACTER_IN = 5;

    private SyntheticNames() {}

    static PersonName next(Random random, boolean male) {
        String characters = male ? MALE : FEMALE;
        String surname = SURNAMES.get(random.nextInt(SURNAMES.size()));
        boolean one = random.nextInt(ONE_CHARACTER_IN) == 0;
        char first = pick(EITHER, random);
        char last = pick(characters, random);
        return PersonName.of(one ? surname + last : surname + first + last);
    }

    private static char pick(String characters, Random random) {
        return characters.charAt(random.nextInt(characters.length()));
    }
}
