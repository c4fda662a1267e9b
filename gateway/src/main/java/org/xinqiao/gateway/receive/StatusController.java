package org.xinqiao.gateway.receive;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.code.StatusToken;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.Bounds;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows this node's status lists to members of the federation (Token Status List, section 8). */
@RestController
class StatusController {
    private static final MediaType JWT = MediaType.parseMediaType(StatusToken.JWT);
    private static final MediaType CWT = MediaType.parseMediaType(StatusToken.CWT);
    private static final String CACHING = "private, max-age=" + Bounds.STATUS_CACHE_SECONDS_MAX;
    private static final int NUMBER_DIGITS_MAX = 10;

    private final PublishedStatus status;
    private final PeerQuota quota;

    StatusController(PublishedStatus status, PeerQuota quota) {
        this.status = status;
        this.quota = quota;
    }

    @GetMapping("/federation/v1/status/{list}")
    ResponseEntity<byte[]> list(@PathVariable String list, HttpServletRequest request)
            throws Refusal {
        NodeId reader = quota.takeForStatus(request.getAttribute(Gate.PEER_PIN));
        boolean jwt = prefersJwt(request.getHeader("Accept"));
        var form = jwt ? PublishedStatus.Form.JWT : PublishedStatus.Form.CWT;
        byte[] token =
                status.token(number(list), reader, form)
                        .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
        return ResponseEntity.ok()
                .contentType(jwt ? JWT : CWT)
                .header("Cache-Control", CACHING)
                .header("Vary", "Accept")
                .body(token);
    }

    /** All lists, so that partners can fetch one before its first pass is shown (section 9.3). */
    @GetMapping("/federation/v1/status")
    ResponseEntity<ObjectNode> lists(HttpServletRequest request) throws Refusal {
        quota.takeForStatus(request.getAttribute(Gate.PEER_PIN));
        ObjectNode json = StrictJson.object();
        ArrayNode subjects = json.putArray("status_lists");
        status.subjects().forEach(subjects::add);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", CACHING)
                .body(json);
    }

    /** Whoever asks for neither form, or for both alike, gets the CWT. */
    private static boolean prefersJwt(@org.jspecify.annotations.Nullable String accept) {
        if (accept == null) {
            return false;
        }
        try {
            List<MediaType> wanted = MediaType.parseMediaTypes(accept);
            return quality(wanted, JWT) > quality(wanted, CWT);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static double quality(List<MediaType> wanted, MediaType form) {
        return wanted.stream()
                .filter(type -> type.includes(form))
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }

    private static long number(String text) throws Refusal {
        boolean number = text.length() <= NUMBER_DIGITS_MAX && text.matches("0|[1-9][0-9]*");
        if (!number) {
            throw new Refusal(ProblemType.NOT_FOUND);
        }
        return Long.parseLong(text);
    }
}
