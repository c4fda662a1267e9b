package org.xinqiao.contracts.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text and signatures over it, in the form of <a href="https://c2sp.org/signed-note">C2SP
 * signed-note</a>. Nothing is verified yet; signatures by unknown keys are kept as they are.
 *
 * @param text what is signed, its last line ended
 * @param signatures who claims to have signed it
 */
public record Note(String text, List<NoteSignature> signatures) {
    /** How long a note may be. */
    public static final int BYTES_MAX = 16 * 1024;

    /** How many signatures a note may carry. */
    public static final int SIGNATURES_MAX = 64;

    /** Keeps a copy. */
    public Note {
        signatures = List.copyOf(signatures);
        if (!isText(text)) {
            throw new IllegalArgumentException("a note's text ends with a line, without controls");
        }
    }

    /** The note of these bytes. */
    public static Note parse(byte[] bytes) throws MalformedNote {
        if (bytes.length > BYTES_MAX) {
            throw new MalformedNote("A note has at most 16384 bytes");
        }
        String note = utf8(bytes);
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            throw new MalformedNote("A note is a text, a blank line and signature lines");
        }
        String text = note.substring(0, blank + 1);
        if (!isText(text)) {
            throw new MalformedNote("A note has no control characters but line ends");
        }
        return new Note(text, signatures(note.substring(blank + 2)));
    }

    private static List<NoteSignature> signatures(String lines) throws MalformedNote {
        List<NoteSignature> signatures = new ArrayList<>();
        for (int at = 0; at < lines.length(); ) {
            if (signatures.size() == SIGNATURES_MAX) {
                throw new MalformedNote("A note has at most 64 signatures");
            }
            int end = lines.indexOf('\n', at);
            signatures.add(NoteSignature.parse(lines.substring(at, end)));
            at = end + 1;
        }
        if (signatures.isEmpty()) {
            throw new MalformedNote("A note has at least one signature");
        }
        return signatures;
    }

    /** The same note with one more signature. */
    public Note with(NoteSignature signature) {
        List<NoteSignature> more = new ArrayList<>(signatures);
        more.add(signature);
        return new Note(text, more);
    }

    /** The bytes that are signed. */
    public byte[] signed() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The note as it is sent. */
    public byte[] bytes() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()).append('\n'));
        return note.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isText(String text) {
        return text.endsWith("\n") && text.chars().noneMatch(c -> c < ' ' && c != '\n' || c == 127);
    }

    private static String utf8(byte[] bytes) throws MalformedNote {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedNote("A note is UTF-8");
        }
    }
}
