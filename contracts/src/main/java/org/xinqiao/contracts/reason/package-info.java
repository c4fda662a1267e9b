/** The one catalogue of reasons a decision gives. */
@NullMarked
package org.xinqiao.contracts.reason;

import org.jspecify.annotations.NullMarked;
