package org.xinqiao.gateway.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What a browser may do with our pages: run our own scripts and nothing else, talk to this node
 * alone, and never show a page inside another one. The camera is for the counter.
 */
@Component
class PageHeaders extends OncePerRequestFilter {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src 'self'";

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        of(request.getRequestURI()).forEach(response::setHeader);
        chain.doFilter(request, response);
    }

    /** The headers for a path. */
    static Map<String, String> of(String path) {
        // The API explorer's library writes style elements; it never sees a resident's data.
        String styles = path.startsWith("/docs") ? " 'unsafe-inline'" : "";
        return Map.of(
                "Content-Security-Policy", POLICY + styles,
                "Permissions-Policy", "camera=(self), geolocation=(), microphone=()",
                "Referrer-Policy", "no-referrer",
                "X-Content-Type-Options", "nosniff");
    }
}
