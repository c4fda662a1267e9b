/** What whoever runs a node needs: its configuration, who may call it, health, metrics, quotas. */
@NullMarked
package org.xinqiao.gateway.operate;

import org.jspecify.annotations.NullMarked;
