package org.xinqiao.gateway.operate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A secret and where it stands: in a file, or in an environment variable. The configuration itself
 * never holds one. {@code toString} tells the place only.
 */
public sealed interface Secret {
    /**
     * What stands there, without white space around it.
     *
     * @throws IOException if it cannot be read or is empty; the message names the place only
     */
    String read() throws IOException;

    /** The secret in a file; the file is read when the secret is needed. */
    static Secret in(Path file) {
        return new InFile(file);
    }

    /** The first line or lines of a file. */
    record InFile(Path file) implements Secret {
        @Override
        public String read() throws IOException {
            return filled(Files.readString(file), toString());
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * The value of a variable, as it was when the configuration was read.
     *
     * @param name the variable
     * @param value the secret itself
     */
    record InEnvironment(String name, String value) implements Secret {
        @Override
        public String read() throws IOException {
            return filled(value, toString());
        }

        @Override
        public String toString() {
            return "the environment variable " + name;
        }
    }

    private static String filled(String text, String place) throws IOException {
        String secret = text.strip();
        if (secret.isEmpty()) {
            throw new IOException(place + " is empty");
        }
        return secret;
    }
}
