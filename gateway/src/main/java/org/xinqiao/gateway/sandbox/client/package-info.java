/** A caller of a node's API, as any program outside the node would be one. */
@NullMarked
package org.xinqiao.gateway.sandbox.client;

import org.jspecify.annotations.NullMarked;
