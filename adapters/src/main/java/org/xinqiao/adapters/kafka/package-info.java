/**
 * How batches of streams go through a Kafka cluster: the same bytes as over HTTP, and the
 * receiver's answer back.
 */
@NullMarked
package org.xinqiao.adapters.kafka;

import org.jspecify.annotations.NullMarked;
