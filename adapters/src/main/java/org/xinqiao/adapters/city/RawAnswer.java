package org.xinqiao.adapters.city;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/** Status and body as they came, the body bounded. */
final class RawAnswer {
    /** Far more than an answer takes; what is longer is not read on. */
    static final int ANSWER_BYTES_MAX = 4096;

    private final int status;
    private final byte[] body;

    private RawAnswer(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    static RawAnswer read(ClassicHttpResponse response) throws IOException {
        return read(response, ANSWER_BYTES_MAX);
    }

    static RawAnswer read(ClassicHttpResponse response, int bytesMax) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new RawAnswer(response.getCode(), new byte[0]);
        }
        try (InputStream in = entity.getContent()) {
            byte[] body = in.readNBytes(bytesMax + 1);
            if (body.length > bytesMax) {
                throw new TooLong();
            }
            return new RawAnswer(response.getCode(), body);
        }
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    /**
     * More than an answer takes; thrown so that the client drops the connection instead of reading
     * on.
     */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
