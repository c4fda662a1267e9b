package org.xinqiao.gateway.receive;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.BodyTooLarge;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.ProblemWriter;

/**
 * Holds bodies of the API to {@link Bounds#API_BODY_BYTES_MAX}, and those that bring entries of
 * streams to {@link Bounds#ENTRIES_BODY_BYTES_MAX}: by their stated length before anything is read,
 * and by counting where none is stated. The federation port has its own limit, in {@link
 * FederationController}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BodyLimit extends OncePerRequestFilter {
    private static final String STREAMS = "/api/v1/streams/";
    private static final String ENTRIES = "/entries";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getAttribute(Gate.PEER_PIN) != null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long length = request.getContentLengthLong();
        int bytesMax = bytesMax(request);
        if (length > bytesMax) {
            String most = String.valueOf(bytesMax);
            var refusal = new Refusal(ProblemType.BODY_TOO_LARGE, "body_bytes_max", most);
            ProblemWriter.write(request, response, refusal.problem());
        } else if (length < 0 && request.getHeader("Transfer-Encoding") != null) {
            chain.doFilter(new Counted(request, bytesMax), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static int bytesMax(HttpServletRequest request) {
        boolean entries =
                request.getRequestURI().startsWith(STREAMS)
                        && request.getRequestURI().endsWith(ENTRIES);
        return entries ? Bounds.ENTRIES_BODY_BYTES_MAX : Bounds.API_BODY_BYTES_MAX;
    }

    private static final class Counted extends HttpServletRequestWrapper {
        private final int bytesMax;

        Counted(HttpServletRequest request, int bytesMax) {
            super(request);
            this.bytesMax = bytesMax;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new CountedStream(super.getInputStream(), bytesMax);
        }
    }

    private static final class CountedStream extends ServletInputStream {
        private final ServletInputStream body;
        private final int bytesMax;
        private int bytes;

        CountedStream(ServletInputStream body, int bytesMax) {
            this.body = body;
            this.bytesMax = bytesMax;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = body.read(into, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int more) throws BodyTooLarge {
            bytes += more;
            if (bytes > bytesMax) {
                throw new BodyTooLarge(bytesMax);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
