package org.xinqiao.trust.document;

import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;

/**
 * What a city gives to visitors whom an agreement names.
 *
 * @param id such as {@code cn-330100/library.deposit-free}
 * @param node the city that gives it
 * @param agreement the number of the agreement
 * @param classNumber the class of that agreement that opens it
 * @param titleZh what it is, in Chinese
 * @param titleEn what it is, in English
 * @param limitZh its limit in words, if it has one
 * @param limitEn the same in English
 * @param grant how it reaches the person
 * @param synthetic whether it is invented
 */
public record Benefit(
        String id,
        NodeId node,
        long agreement,
        int classNumber,
        String titleZh,
        String titleEn,
        @Nullable String limitZh,
        @Nullable String limitEn,
        Grant grant,
        boolean synthetic) {}
