/**
 * Station 2: signature, key, trust, time window, replay. What passes is known to be said by whom it
 * claims.
 */
@NullMarked
package org.xinqiao.gateway.authenticate;

import org.jspecify.annotations.NullMarked;
