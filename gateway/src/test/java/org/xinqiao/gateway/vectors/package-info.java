/** Makes and checks the golden vectors of the protocol, which ship with the contracts. */
@NullMarked
package org.xinqiao.gateway.vectors;

import org.jspecify.annotations.NullMarked;
