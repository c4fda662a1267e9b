/**
 * Evidence bundles: one file that says who said what to whom, when and on what basis, and that an
 * expert judges off line, knowing only the federation's first root (protocol, section 8).
 */
@NullMarked
package org.xinqiao.trust.evidence;

import org.jspecify.annotations.NullMarked;
