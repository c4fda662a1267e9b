/**
 * Streams of lists and records (protocol, section 6): changes, batches and their manifests, states,
 * and how two nodes find out that they hold the same, or where they differ. Pure: bytes come from
 * streams that are handed in, time and randomness from parameters.
 */
@NullMarked
package org.xinqiao.contracts.stream;

import org.jspecify.annotations.NullMarked;
