/**
 * Measures: a load test of the whole recognition between two nodes in processes of their own, and
 * JMH benchmarks of the hot functions.
 */
@NullMarked
package org.xinqiao.gateway.bench;

import org.jspecify.annotations.NullMarked;
