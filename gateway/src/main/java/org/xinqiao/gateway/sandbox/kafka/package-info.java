/** The Kafka broker of the sandbox. */
@NullMarked
package org.xinqiao.gateway.sandbox.kafka;

import org.jspecify.annotations.NullMarked;
