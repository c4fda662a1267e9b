/** The federation on one machine: everything around the nodes that a person needs to try them. */
@NullMarked
package org.xinqiao.gateway.sandbox;

import org.jspecify.annotations.NullMarked;
