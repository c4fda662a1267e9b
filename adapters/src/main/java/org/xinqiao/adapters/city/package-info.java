/** How a city's own credit platform is asked for a resident's score. */
@NullMarked
package org.xinqiao.adapters.city;

import org.jspecify.annotations.NullMarked;
