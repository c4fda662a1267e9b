/** Station 1: who calls, on which port, within which limits; hands over to the exchanges. */
@NullMarked
package org.xinqiao.gateway.receive;

import org.jspecify.annotations.NullMarked;
