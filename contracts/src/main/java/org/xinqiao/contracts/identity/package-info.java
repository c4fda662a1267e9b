/**
 * Names of nodes, divisions and people: checked when made, and personal ones masked in any text.
 */
@NullMarked
package org.xinqiao.contracts.identity;

import org.jspecify.annotations.NullMarked;
