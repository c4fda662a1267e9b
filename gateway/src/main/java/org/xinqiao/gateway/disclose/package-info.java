/**
 * Station 5: the one filter that everything leaving the node passes, the least that agreement and
 * consent allow.
 */
@NullMarked
package org.xinqiao.gateway.disclose;

import org.jspecify.annotations.NullMarked;
