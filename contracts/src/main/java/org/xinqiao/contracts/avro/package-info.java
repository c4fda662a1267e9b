/**
 * The binary encoding of Avro 1.12 as streams use it: read within bounds, written without objects
 * in between. Schemas, and whether two of them fit, are the Avro library's.
 */
@NullMarked
package org.xinqiao.contracts.avro;

import org.jspecify.annotations.NullMarked;
