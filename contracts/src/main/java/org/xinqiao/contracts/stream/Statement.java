package org.xinqiao.contracts.stream;

import org.xinqiao.contracts.jose.JwsType;
import tools.jackson.databind.node.ObjectNode;

/** What a source states about its stream, in a JWS of its own kind. */
public sealed interface Statement permits Manifest, StreamState {
    /** The stream. */
    StreamName stream();

    /** The kind of the JWS. */
    JwsType type();

    /** The payload. */
    ObjectNode toJson();
}
