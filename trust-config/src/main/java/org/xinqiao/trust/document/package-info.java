/** The documents of the trust repository as immutable records (protocol, section 7). */
@NullMarked
package org.xinqiao.trust.document;

import org.jspecify.annotations.NullMarked;
