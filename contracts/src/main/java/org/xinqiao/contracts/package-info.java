/**
 * What is agreed between nodes: names, messages, codes and the signatures on them.
 *
 * <p>No I/O, no clock, no framework: a partner's own program can depend on it.
 */
@NullMarked
package org.xinqiao.contracts;

import org.jspecify.annotations.NullMarked;
