/** The node's memory: its database and the only SQL for messages. */
@NullMarked
package org.xinqiao.gateway.ledger;

import org.jspecify.annotations.NullMarked;
