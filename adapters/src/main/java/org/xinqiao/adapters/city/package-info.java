/**
 * How a city's own platform is asked for a resident's score and for data items, and told what a
 * resident should hear.
 */
@NullMarked
package org.xinqiao.adapters.city;

import org.jspecify.annotations.NullMarked;
