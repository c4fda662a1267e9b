/**
 * Plays a foreign member against any node, and says row by row what of the protocol the node keeps.
 */
@NullMarked
package org.xinqiao.gateway.conform;

import org.jspecify.annotations.NullMarked;
