/**
 * The credit code 信用码: Base45, deterministic CBOR, the pass and its presentation (protocol, section
 * 4).
 */
@NullMarked
package org.xinqiao.contracts.code;

import org.jspecify.annotations.NullMarked;
