/** The one catalogue of everything a node refuses, with the words people read (RFC 9457). */
@NullMarked
package org.xinqiao.contracts.problem;

import org.jspecify.annotations.NullMarked;
