/** What a node knows of people: their consents and the passes minted for them. */
@NullMarked
package org.xinqiao.gateway.people;

import org.jspecify.annotations.NullMarked;
