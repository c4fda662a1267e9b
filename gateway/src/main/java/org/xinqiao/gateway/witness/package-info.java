/**
 * Watches partners' evidence logs: fetches, checks, cosigns, and raises an alarm where one lies.
 */
@NullMarked
package org.xinqiao.gateway.witness;

import org.jspecify.annotations.NullMarked;
