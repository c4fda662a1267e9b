package org.xinqiao.gateway.outside;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.stream.BatchBounds;
import org.xinqiao.contracts.stream.BatchReader;
import org.xinqiao.contracts.stream.Change;
import org.xinqiao.contracts.stream.Content;

/** What a platform hands in: invented organisations, and a person that no open stream takes. */
final class TestEntries {
    /** Valid by its check character; invented. */
    static final String USCC = "91350200MA2Y0TKL8Q";

    private static final String SOURCE = "11350200004133222T";
    private static final String CITIZEN = "11010519491231002X";

    private TestEntries() {}

    /** An organisation on the red list. */
    static String red(String key) {
        return """
        {"key":"%s","entry":{"model":1,"item":"list.red","class":"PUBLIC",
        "subject":{"type":"ORGANISATION","code":"%s","name":"厦门市示例贸易有限公司"},
        "source":{"code":"%s","division":"350200","level":"CITY","name":"厦门市示例局"},
        "document":{"date":"2026-11-02","reference":"厦示〔2026〕17号"},
        "state":"ACTIVE","version":1,"fields":{"LYYY":"纳税信用A级"}}}\
        """
                .formatted(key, USCC, SOURCE)
                .replace("\n", "");
    }

    /** A penalty on an organisation. */
    static String penalty(String key) {
        return penalty(key, "ORGANISATION", USCC, "厦门市示例贸易有限公司");
    }

    /** A penalty on a person. */
    static String person(String key) {
        return penalty(key, "CITIZEN", CITIZEN, "陈雅琳");
    }

    private static String penalty(String key, String type, String code, String name) {
        return """
        {"key":"%s","entry":{"model":1,"item":"record.penalty","class":"PUBLIC",
        "subject":{"type":"%s","code":"%s","name":"%s"},
        "source":{"code":"%s","division":"350200","level":"CITY","name":"厦门市示例局"},
        "document":{"date":"2026-11-02","reference":"厦示罚〔2026〕17号"},"basis":"示例法第九条",
        "severity":"GENERAL","state":"ACTIVE","version":1,"fields":{"CF_NR":"罚款"},
        "penalty":{"amount":"0.5","confirmed":false,"domain":"OTHER","kinds":["FINE"],
        "procedure":"ORDINARY","undone":false}}}\
        """
                .formatted(key, type, code, name, SOURCE)
                .replace("\n", "");
    }

    /** The entry alone. */
    static String entry(String line) throws Exception {
        return StrictJson.parseObject(line.getBytes(StandardCharsets.UTF_8))
                .path("entry")
                .toString();
    }

    /** How many bodies of a key the kept files of a stream hold. */
    static int bodiesInFiles(NodeDatabase node, String stream, String key) throws Exception {
        int bodies = 0;
        for (byte[] file :
                node.bytes(
                        """
                        select b.file from stream_batch b join stream s on s.id = b.stream
                        where s.name = ?\
                        """,
                        stream)) {
            try (var reader = new BatchReader(new ByteArrayInputStream(file), BatchBounds.USUAL)) {
                for (Change change = reader.next(); change != null; change = reader.next()) {
                    boolean body =
                            change.content() instanceof Content.Open
                                    || change.content() instanceof Content.Sealed;
                    bodies += change.key().equals(key) && body ? 1 : 0;
                }
            }
        }
        return bodies;
    }
}
