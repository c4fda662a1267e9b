/** What a change of the trust documents means, in words, before anybody signs or approves it. */
@NullMarked
package org.xinqiao.trust.plan;

import org.jspecify.annotations.NullMarked;
