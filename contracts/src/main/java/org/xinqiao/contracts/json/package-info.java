/** JSON read strictly: one meaning for every byte that comes in, and faults that name the field. */
@NullMarked
package org.xinqiao.contracts.json;

import org.jspecify.annotations.NullMarked;
