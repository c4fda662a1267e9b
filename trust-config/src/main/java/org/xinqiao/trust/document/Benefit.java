package org.xinqiao.trust.document;

import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;

/**
 * A benefit that a city publishes.
 *
 * @param id as in {@code cn-330100/library.deposit-free}
 * @param node the city that grants it
 * @param agreement number of the agreement
 * @param classNumber the one class it hangs on
 * @param titleZh title in Chinese
 * @param titleEn title in English
 * @param limitZh its limit in Chinese, as in "40 册"
 * @param limitEn its limit in English
 * @param grant the way it is granted
 * @param synthetic invented for the sandbox
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
        String grant,
        boolean synthetic) {}
