package org.xinqiao.gateway.receive;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.BatchBounds;
import org.xinqiao.contracts.stream.StreamName;

/**
 * Takes batches of other nodes off the wire. The file is put aside as it comes, so that a large one
 * takes no memory and a slow sender no connection to the database.
 */
@RestController
class BatchController {
    /** Media type of a batch's file. */
    static final String AVRO = "application/avro";

    private static final Pattern BATCH =
            Pattern.compile("/(.+)/batches/([1-9][0-9]{0,15})-([1-9][0-9]{0,15})");
    private static final int CHUNK_BYTES = 64 << 10;

    private final Entrance entrance;
    private final PeerQuota quota;
    private final Clock clock;

    BatchController(Entrance entrance, PeerQuota quota, Clock clock) {
        this.entrance = entrance;
        this.quota = quota;
        this.clock = clock;
    }

    @PutMapping("/federation/v1/streams/{*path}")
    void take(@PathVariable String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, Refusal {
        if (!(request.getAttribute(Gate.PEER_PIN) instanceof String pin)) {
            throw new Refusal(ProblemType.PEER_NOT_SOURCE);
        }
        quota.take(pin, request.getRemoteAddr());
        Matcher place = BATCH.matcher(path);
        if (!place.matches()) {
            throw new Refusal(ProblemType.NOT_FOUND);
        }
        StreamName stream =
                StreamName.parse(place.group(1))
                        .orElseThrow(() -> new Refusal(ProblemType.STREAM_UNKNOWN));
        if (!AVRO.equals(request.getContentType())) {
            throw new Refusal(ProblemType.MEDIA_TYPE_UNSUPPORTED, "expected", AVRO);
        }
        byte[] manifest = header(request, "Xq-Manifest");
        if (manifest == null) {
            throw new Refusal(ProblemType.BATCH_MALFORMED, "rule", "Xq-Manifest is missing");
        }
        Path file = Files.createTempFile("xinqiao-batch-", ".avro");
        try {
            spool(request, file);
            var arrived =
                    new BatchArrived(
                            stream,
                            Long.parseLong(place.group(2)),
                            Long.parseLong(place.group(3)),
                            manifest,
                            header(request, "Xq-State"),
                            file,
                            pin,
                            clock.instant());
            write(entrance.send("direct:take-batch", arrived, Reply.class), response);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static byte @Nullable [] header(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? null : value.getBytes(StandardCharsets.US_ASCII);
    }

    private static void spool(HttpServletRequest request, Path file) throws IOException, Refusal {
        long most = BatchBounds.USUAL.fileBytesMax();
        if (request.getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        byte[] chunk = new byte[CHUNK_BYTES];
        long bytes = 0;
        try (InputStream in = request.getInputStream();
                OutputStream out = Files.newOutputStream(file)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                bytes += count;
                if (bytes > most) {
                    throw tooLarge(most);
                }
                out.write(chunk, 0, count);
            }
        }
    }

    private static Refusal tooLarge(long most) {
        return new Refusal(ProblemType.BODY_TOO_LARGE, "body_bytes_max", String.valueOf(most));
    }

    static void write(Reply reply, HttpServletResponse response) throws IOException {
        response.setStatus(reply.status());
        response.setContentType(reply.mediaType());
        response.setContentLength(reply.body().length);
        response.getOutputStream().write(reply.body());
    }
}
