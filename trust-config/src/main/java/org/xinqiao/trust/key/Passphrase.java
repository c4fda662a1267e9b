package org.xinqiao.trust.key;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What encrypted key files open with, and where it stands: in a file, or in memory where it came
 * from the environment. It never shows itself; {@code toString} tells the place only.
 */
public final class Passphrase {
    /** There is none: what is encrypted stays shut. */
    public static final Passphrase NONE = new Passphrase("no passphrase", null, null);

    private static final int FILE_BYTES_MAX = 4096;

    private final String place;
    private final @Nullable Path file;
    private final @Nullable String text;
    private final DerivedKeys derived = new DerivedKeys();

    private Passphrase(String place, @Nullable Path file, @Nullable String text) {
        this.place = place;
        this.file = file;
        this.text = text;
    }

    /**
     * The first line of a file, as {@code openssl -passin file:} takes it. The file is read
     * whenever a key is opened, so that it can change together with the keys.
     */
    public static Passphrase in(Path file) {
        return new Passphrase(file.toString(), file, null);
    }

    /**
     * These characters.
     *
     * @param place where they come from, for people
     */
    public static Passphrase of(String place, String text) {
        return new Passphrase(place, null, text);
    }

    /** Whether there is none. */
    public boolean isNone() {
        return file == null && text == null;
    }

    /** What it is told apart by from an earlier moment, without reading it. */
    public String state() throws IOException {
        return file == null ? place : FileState.of(file);
    }

    /**
     * What opens key files with it, and closes them.
     *
     * @throws IOException as {@link #read} does
     */
    Pbes2 cipher() throws IOException {
        return new Pbes2(read(), derived);
    }

    /**
     * The characters, at least one.
     *
     * @throws IOException if they cannot be read, there are none, or everyone may read the file
     */
    char[] read() throws IOException {
        String line = file == null ? Objects.requireNonNullElse(text, "") : firstLine(file);
        if (line.isEmpty()) {
            throw new IOException(place + ": holds no passphrase");
        }
        return line.toCharArray();
    }

    private static String firstLine(Path file) throws IOException {
        FileState.requirePrivate(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                throw new IOException(
                        file + ": a passphrase's file has at most " + FILE_BYTES_MAX + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": a passphrase is written in UTF-8");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Passphrase that
                && place.equals(that.place)
                && Objects.equals(file, that.file)
                && Objects.equals(text, that.text);
    }

    @Override
    public int hashCode() {
        return place.hashCode();
    }

    @Override
    public String toString() {
        return place;
    }
}
