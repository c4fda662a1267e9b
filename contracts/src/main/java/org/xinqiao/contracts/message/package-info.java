/** Messages between nodes: the envelope and what each type carries (protocol, sections 3 and 5). */
@NullMarked
package org.xinqiao.contracts.message;

import org.jspecify.annotations.NullMarked;
