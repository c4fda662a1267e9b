/**
 * The pages of wallet and counter and the page to try the API: static files, and how a browser is
 * told to treat them.
 */
@NullMarked
package org.xinqiao.gateway.page;

import org.jspecify.annotations.NullMarked;
