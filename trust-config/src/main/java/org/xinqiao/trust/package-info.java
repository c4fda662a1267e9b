/**
 * Who is trusted, for what: the snapshot that a node judges by, made of verified documents only.
 */
@NullMarked
package org.xinqiao.trust;

import org.jspecify.annotations.NullMarked;
