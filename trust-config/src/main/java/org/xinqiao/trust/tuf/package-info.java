/**
 * A repository and its client after <a
 * href="https://theupdateframework.github.io/specification/v1.0.31/">The Update Framework 1.0</a>:
 * which files are genuine, current and belong together.
 */
@NullMarked
package org.xinqiao.trust.tuf;

import org.jspecify.annotations.NullMarked;
