package org.xinqiao.gateway.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.gateway.operate.NodeConfig;

/** How long things are on the wire. */
final class Sizes {
    private Sizes() {}

    /** A question of the host city with this code, as a node makes it. */
    static int requestBytes(String code, SigningKey key) {
        Instant now = Instant.now();
        var envelope =
                new Envelope(
                        MessageId.random(now.toEpochMilli(), new SecureRandom()),
                        NodeId.parse(TwoCities.HOST),
                        MessageType.RECOGNITION_REQUEST.wire(),
                        WireTime.of(now),
                        NodeId.parse(TwoCities.HOME),
                        1,
                        null,
                        Wallets.PURPOSE,
                        null,
                        null,
                        new RecognitionRequest(code, List.of(), "bench-1").toJson());
        return CompactJws.sign(key, JwsType.MESSAGE, envelope.toBytes())
                .getBytes(StandardCharsets.US_ASCII)
                .length;
    }

    /** The longest answer that the host city kept. */
    static int responseBytes(NodeConfig.Database host) throws IOException {
        try (Connection database =
                        DriverManager.getConnection(
                                host.url(), host.username(), host.password().read());
                var query = database.createStatement();
                var row = query.executeQuery("select max(length(answer)) from recognition")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
