/**
 * Who is trusted right now: the current snapshot, changed over without a restart, and TLS by pins.
 */
@NullMarked
package org.xinqiao.gateway.trust;

import org.jspecify.annotations.NullMarked;
