@NullMarked
package org.xinqiao.gateway;

import org.jspecify.annotations.NullMarked;
