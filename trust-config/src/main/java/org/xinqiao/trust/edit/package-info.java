/** Where people edit trust: YAML, its lint, and the keys, signatures and publication after it. */
@NullMarked
package org.xinqiao.trust.edit;

import org.jspecify.annotations.NullMarked;
