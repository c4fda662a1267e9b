/** The command line: what a person types, handed over to the room that does it. */
@NullMarked
package org.xinqiao.gateway.command;

import org.jspecify.annotations.NullMarked;
