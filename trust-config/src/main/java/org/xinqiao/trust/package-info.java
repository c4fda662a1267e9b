@NullMarked
package org.xinqiao.trust;

import org.jspecify.annotations.NullMarked;
