/**
 * Synthetic people: none of them exists. Their numbers pass the check but stand under a division
 * code that was never assigned, so that no number can be a real person's.
 */
@NullMarked
package org.xinqiao.gateway.sandbox.people;

import org.jspecify.annotations.NullMarked;
