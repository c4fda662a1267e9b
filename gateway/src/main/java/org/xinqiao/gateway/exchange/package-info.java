/**
 * Every Camel route, one builder an exchange and nothing else: the table of contents of what a node
 * does.
 */
@NullMarked
package org.xinqiao.gateway.exchange;

import org.jspecify.annotations.NullMarked;
