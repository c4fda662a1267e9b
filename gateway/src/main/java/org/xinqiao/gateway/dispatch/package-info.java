/** Station 8: which node a message goes to, and over what connection. */
@NullMarked
package org.xinqiao.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
