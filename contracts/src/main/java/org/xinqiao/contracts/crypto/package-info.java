/** Keys, signatures and digests of both suites behind one small interface; keys parsed once. */
@NullMarked
package org.xinqiao.contracts.crypto;

import org.jspecify.annotations.NullMarked;
