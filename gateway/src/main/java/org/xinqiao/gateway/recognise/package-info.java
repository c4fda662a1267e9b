/** Station 4: which benefits apply. A benefit or nothing; no other outcome exists. */
@NullMarked
package org.xinqiao.gateway.recognise;

import org.jspecify.annotations.NullMarked;
