/**
 * Small things about files that several rooms of the sandbox need: secrets, whole replacements,
 * whole directories.
 */
@NullMarked
package org.xinqiao.gateway.sandbox.files;

import org.jspecify.annotations.NullMarked;
