package org.xinqiao.gateway.receive;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.operate.Bounds;

/** Shows members what this node states and holds of its own streams, as far as they may have it. */
@RestController
class StreamReadController {
    private static final Pattern STATE = Pattern.compile("/(.+)/state");
    private static final Pattern QUESTION = Pattern.compile("/(.+)/(sums|entries)");
    private static final MediaType JOSE = MediaType.parseMediaType(Reply.JOSE);

    private final PublishedStreams streams;
    private final PeerQuota quota;

    StreamReadController(PublishedStreams streams, PeerQuota quota) {
        this.streams = streams;
        this.quota = quota;
    }

    /** Asked by a source that was restored from a backup; nobody learns of another's streams. */
    @GetMapping("/federation/v1/received/streams")
    ResponseEntity<byte[]> received(HttpServletRequest request) throws Refusal {
        NodeId source = quota.takeForLog(request.getAttribute(Gate.PEER_PIN));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .body(streams.received(source));
    }

    @GetMapping("/federation/v1/streams/{*path}")
    ResponseEntity<byte[]> state(@PathVariable String path, HttpServletRequest request)
            throws Refusal {
        NodeId reader = quota.takeForLog(request.getAttribute(Gate.PEER_PIN));
        Matcher place = match(STATE, path);
        return ResponseEntity.ok()
                .contentType(JOSE)
                .body(streams.state(stream(place.group(1)), reader));
    }

    @PostMapping("/federation/v1/streams/{*path}")
    ResponseEntity<byte[]> answer(@PathVariable String path, HttpServletRequest request)
            throws IOException, Refusal {
        NodeId reader = quota.takeForLog(request.getAttribute(Gate.PEER_PIN));
        Matcher place = match(QUESTION, path);
        StreamName stream = stream(place.group(1));
        byte[] question = request.getInputStream().readNBytes(Bounds.FEDERATION_BODY_BYTES_MAX + 1);
        if (question.length > Bounds.FEDERATION_BODY_BYTES_MAX) {
            throw new Refusal(
                    ProblemType.BODY_TOO_LARGE,
                    "body_bytes_max",
                    String.valueOf(Bounds.FEDERATION_BODY_BYTES_MAX));
        }
        return place.group(2).equals("sums")
                ? ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .body(streams.sums(stream, reader, question))
                : ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(streams.entries(stream, reader, question));
    }

    private static Matcher match(Pattern form, String path) throws Refusal {
        Matcher matcher = form.matcher(path);
        if (!matcher.matches()) {
            throw new Refusal(ProblemType.NOT_FOUND);
        }
        return matcher;
    }

    private static StreamName stream(String name) throws Refusal {
        return StreamName.parse(name)
                .orElseThrow(() -> new Refusal(ProblemType.STREAM_UNKNOWN, "stream", name));
    }
}
