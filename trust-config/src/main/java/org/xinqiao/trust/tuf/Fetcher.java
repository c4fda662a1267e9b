package org.xinqiao.trust.tuf;

import java.io.IOException;
import java.util.Optional;

/** Brings files of a repository from wherever it is. What it brings is believed by nobody. */
@FunctionalInterface
public interface Fetcher {
    /**
     * The file at a path such as {@code 3.snapshot.json}, or empty where the repository answers
     * that it has none. It need not return more than {@code bytesMax} bytes and one.
     *
     * @throws IOException if the repository cannot be reached or does not answer in time
     */
    Optional<byte[]> fetch(String path, int bytesMax) throws IOException;
}
