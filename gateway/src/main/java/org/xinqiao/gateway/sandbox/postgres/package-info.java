/**
 * The sandbox's own database server: durable, private to one directory, started and stopped with
 * it.
 */
@NullMarked
package org.xinqiao.gateway.sandbox.postgres;

import org.jspecify.annotations.NullMarked;
