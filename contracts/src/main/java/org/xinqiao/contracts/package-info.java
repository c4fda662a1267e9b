@NullMarked
package org.xinqiao.contracts;

import org.jspecify.annotations.NullMarked;
