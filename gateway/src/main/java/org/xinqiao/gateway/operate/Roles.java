package org.xinqiao.gateway.operate;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call a handler of the API. A handler under {@code /api} with neither this nor {@link
 * Open} is closed to everyone.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Roles {
    /** The roles, any of which is enough. */
    Role[] value();
}
