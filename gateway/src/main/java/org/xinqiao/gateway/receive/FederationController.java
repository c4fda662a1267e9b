package org.xinqiao.gateway.receive;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.Bounds;

/**
 * Takes messages of other nodes off the wire and puts the answer back, byte for byte. It reads no
 * more than the limit and looks at nothing inside.
 */
@RestController
class FederationController {
    private final Entrance entrance;
    private final PeerQuota quota;
    private final Clock clock;

    FederationController(Entrance entrance, PeerQuota quota, Clock clock) {
        this.entrance = entrance;
        this.quota = quota;
        this.clock = clock;
    }

    @PostMapping("/federation/v1/messages")
    void receive(HttpServletRequest request, HttpServletResponse response)
            throws IOException, Refusal {
        if (!(request.getAttribute(Gate.PEER_PIN) instanceof String pin)) {
            throw new Refusal(ProblemType.PEER_NOT_SOURCE);
        }
        quota.take(pin, request.getRemoteAddr());
        if (!isJose(request.getContentType())) {
            throw new Refusal(ProblemType.MEDIA_TYPE_UNSUPPORTED, "expected", Reply.JOSE);
        }
        var received = new Received(body(request), pin, clock.instant());
        Reply reply = entrance.send("direct:answer-message", received, Reply.class);
        response.setStatus(reply.status());
        response.setContentType(reply.mediaType());
        response.setContentLength(reply.body().length);
        response.getOutputStream().write(reply.body());
    }

    private static boolean isJose(@Nullable String mediaType) {
        return mediaType != null && mediaType.split(";", 2)[0].strip().equalsIgnoreCase(Reply.JOSE);
    }

    private static byte[] body(HttpServletRequest request) throws IOException, Refusal {
        int most = Bounds.FEDERATION_BODY_BYTES_MAX;
        if (request.getContentLengthLong() <= most) {
            byte[] body = request.getInputStream().readNBytes(most + 1);
            if (body.length <= most) {
                return body;
            }
        }
        throw new Refusal(ProblemType.BODY_TOO_LARGE, "body_bytes_max", String.valueOf(most));
    }
}
