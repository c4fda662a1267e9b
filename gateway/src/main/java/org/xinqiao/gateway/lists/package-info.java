/**
 * Lists and records: the streams that this node keeps, its own and those that others send it, what
 * is the case by them now, what was set aside, and how far each partner is.
 */
@NullMarked
package org.xinqiao.gateway.lists;

import org.jspecify.annotations.NullMarked;
