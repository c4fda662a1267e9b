/** Station 7: signs what was disclosed; nothing else can be signed. */
@NullMarked
package org.xinqiao.gateway.seal;

import org.jspecify.annotations.NullMarked;
