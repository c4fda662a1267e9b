/**
 * What each member of the sandbox's federation keeps to itself: signing keys, TLS identity,
 * secrets, tokens.
 */
@NullMarked
package org.xinqiao.gateway.sandbox.keys;

import org.jspecify.annotations.NullMarked;
