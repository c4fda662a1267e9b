@NullMarked
package org.xinqiao.adapters;

import org.jspecify.annotations.NullMarked;
