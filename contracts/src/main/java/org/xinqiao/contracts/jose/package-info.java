/** Signed and encrypted envelopes (JOSE) in the smallest profile: one typ, one alg, one kid. */
@NullMarked
package org.xinqiao.contracts.jose;

import org.jspecify.annotations.NullMarked;
