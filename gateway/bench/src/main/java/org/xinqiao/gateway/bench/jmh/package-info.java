/** JMH benchmarks of what every recognition goes through, beside its bare signatures. */
@NullMarked
package org.xinqiao.gateway.bench.jmh;

import org.jspecify.annotations.NullMarked;
