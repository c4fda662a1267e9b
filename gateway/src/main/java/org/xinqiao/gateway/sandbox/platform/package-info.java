/**
 * The simulated city platforms behind the nodes: score queries over REST, and a city app to open
 * the wallet from.
 */
@NullMarked
package org.xinqiao.gateway.sandbox.platform;

import org.jspecify.annotations.NullMarked;
