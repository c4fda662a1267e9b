/** Where private keys lie: one interface, today with files behind it. */
@NullMarked
package org.xinqiao.trust.key;

import org.jspecify.annotations.NullMarked;
