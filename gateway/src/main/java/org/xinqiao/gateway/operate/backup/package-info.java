/** A consistent copy of a node's database in one file, and the way back. */
@NullMarked
package org.xinqiao.gateway.operate.backup;

import org.jspecify.annotations.NullMarked;
