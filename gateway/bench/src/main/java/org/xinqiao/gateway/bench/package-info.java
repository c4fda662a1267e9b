@NullMarked
package org.xinqiao.gateway.bench;

import org.jspecify.annotations.NullMarked;
