/**
 * The REST API: reads a request, hands it to an exchange, writes the answer. No rules live here.
 */
@NullMarked
package org.xinqiao.gateway.api;

import org.jspecify.annotations.NullMarked;
