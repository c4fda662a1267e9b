package org.xinqiao.gateway.dispatch;

import java.util.List;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.RecognitionResponse;

/** What the counter is told: the home city's own answer, or what this node decided off line. */
public sealed interface CounterAnswer permits Recognised, RecognisedOffline {
    /** The visit, under the id of its question. */
    MessageId request();

    /** The decisions. */
    RecognitionResponse response();

    /** Benefits that only the home city can decide, when it can be reached again. */
    List<String> later();

    /** Whether the home city was out of reach. */
    boolean offline();
}
