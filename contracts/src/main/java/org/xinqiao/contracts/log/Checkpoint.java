package org.xinqiao.contracts.log;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xinqiao.contracts.identity.NodeId;

/**
 * What a log's owner states: so many entries, under this root. The text of <a
 * href="https://c2sp.org/tlog-checkpoint">C2SP tlog-checkpoint</a>, three lines; this profile has
 * no extension lines and refuses them, because nobody here would read what was signed.
 *
 * @param origin the log's name, {@code <node>/log}
 * @param size how many entries
 * @param root the root over them
 */
public record Checkpoint(String origin, long size, Hash root) {
    private static final Pattern TEXT =
            Pattern.compile("([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n");

    /** Checks origin and size. */
    public Checkpoint {
        if (!NoteSignature.isName(origin) || size < 0) {
            throw new IllegalArgumentException("not a checkpoint");
        }
    }

    /** The name of a node's log, and of the key that signs its checkpoints. */
    public static String originOf(NodeId node) {
        return node.value() + "/log";
    }

    /** The checkpoint that a note's text states. */
    public static Checkpoint parse(String text) throws MalformedNote {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new MalformedNote("A checkpoint is origin, size and root");
        }
        try {
            return new Checkpoint(
                    matcher.group(1),
                    Long.parseLong(matcher.group(2)),
                    Hash.of(StandardBase64.decode(matcher.group(3))));
        } catch (IllegalArgumentException e) {
            throw new MalformedNote("The origin is a name and the size below 2^63");
        }
    }

    /** The text that is signed. */
    public String text() {
        return origin
                + "\n"
                + size
                + "\n"
                + Base64.getEncoder().encodeToString(root.bytes())
                + "\n";
    }
}
