/** Station 3: agreement, consent or statutory duty, purpose, period. */
@NullMarked
package org.xinqiao.gateway.permit;

import org.jspecify.annotations.NullMarked;
