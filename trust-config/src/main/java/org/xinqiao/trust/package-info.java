/**
 * Who is trusted, for what: the documents that people edit, and the code that lints, signs,
 * publishes, verifies and loads them. Files and HTTP only; no framework.
 */
@NullMarked
package org.xinqiao.trust;

import org.jspecify.annotations.NullMarked;
