package org.xinqiao.gateway.receive;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.Tile;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows this node's evidence log to members of the federation (C2SP tlog-tiles), and what it
 * cosigned of theirs. Others learn nothing, not even how much is exchanged here.
 */
@RestController
class LogController {
    private static final MediaType NOTE = MediaType.parseMediaType("text/plain;charset=utf-8");
    private static final String FRESH = "no-store";

    /** A tile never changes: a wider one has another name. */
    private static final String FOR_EVER = "max-age=31536000, immutable";

    private final PublishedLog log;
    private final PeerQuota quota;

    LogController(PublishedLog log, PeerQuota quota) {
        this.log = log;
        this.quota = quota;
    }

    @GetMapping("/federation/v1/log/checkpoint")
    ResponseEntity<byte[]> checkpoint(HttpServletRequest request) throws Refusal {
        quota.takeForLog(request.getAttribute(Gate.PEER_PIN));
        return answer(log.checkpoint(), NOTE, FRESH);
    }

    @GetMapping("/federation/v1/log/tile/{*path}")
    ResponseEntity<byte[]> tile(@PathVariable String path, HttpServletRequest request)
            throws Refusal {
        quota.takeForLog(request.getAttribute(Gate.PEER_PIN));
        return answer(
                Tile.parse("tile" + path).flatMap(log::tile),
                MediaType.APPLICATION_OCTET_STREAM,
                FOR_EVER);
    }

    @GetMapping("/federation/v1/witness/{node}/checkpoint")
    ResponseEntity<byte[]> witnessed(@PathVariable String node, HttpServletRequest request)
            throws Refusal {
        quota.takeForLog(request.getAttribute(Gate.PEER_PIN));
        return answer(log.witnessed(parse(node)), NOTE, FRESH);
    }

    /** Nobody learns of another's notices. */
    @GetMapping("/federation/v1/received")
    ResponseEntity<byte[]> received(HttpServletRequest request) throws Refusal {
        NodeId source = quota.takeForLog(request.getAttribute(Gate.PEER_PIN));
        ObjectNode json = StrictJson.object().put("source", source.value());
        json.put("high", log.received(source));
        return answer(Optional.of(StrictJson.write(json)), MediaType.APPLICATION_JSON, FRESH);
    }

    private static NodeId parse(String node) throws Refusal {
        try {
            return NodeId.parse(node);
        } catch (InvalidIdentifier e) {
            throw new Refusal(ProblemType.NOT_FOUND);
        }
    }

    private static ResponseEntity<byte[]> answer(
            Optional<byte[]> body, MediaType type, String caching) throws Refusal {
        byte[] bytes = body.orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
        return ResponseEntity.ok().contentType(type).header("Cache-Control", caching).body(bytes);
    }
}
