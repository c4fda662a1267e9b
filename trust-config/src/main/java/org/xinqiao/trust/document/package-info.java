/** The documents of trust as immutable records, and their JSON: strict, with every fault named. */
@NullMarked
package org.xinqiao.trust.document;

import org.jspecify.annotations.NullMarked;
