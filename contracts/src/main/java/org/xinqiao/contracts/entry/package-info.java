/**
 * The canonical model of what streams carry: entries of lists and records, the catalogue that
 * defines them, and the rules that an entry must keep. Pure: today's date comes in as a parameter.
 */
@NullMarked
package org.xinqiao.contracts.entry;

import org.jspecify.annotations.NullMarked;
