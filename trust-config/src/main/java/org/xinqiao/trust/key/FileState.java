package org.xinqiao.trust.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.TreeMap;

/** What is known of a file without opening it. */
public final class FileState {
    private FileState() {}

    /**
     * What a file is told apart by from how it was at an earlier moment: another text in it,
     * another file in its place, other permissions.
     */
    public static String of(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        String attributes = unix ? "unix:size,lastModifiedTime,ctime" : "size,lastModifiedTime";
        return file + " " + new TreeMap<>(Files.readAttributes(file, attributes)) + "\n";
    }

    /**
     * Refuses a file that holds a secret and that everyone on this machine may read. Where files
     * have no such permissions there is nothing to refuse.
     *
     * @throws IOException if everyone may read it
     */
    public static void requirePrivate(Path file) throws IOException {
        if (hasPermissions(file)
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            throw new IOException(
                    file
                            + ": everyone on this machine may read it; private keys and passphrases"
                            + " must be their owner's alone: chmod 600");
        }
    }

    private static boolean hasPermissions(Path file) {
        try {
            return Files.getFileStore(file).supportsFileAttributeView("posix");
        } catch (IOException e) {
            // No mount is listed for it, as in some containers: then its file system says so.
            return file.getFileSystem().supportedFileAttributeViews().contains("posix");
        }
    }
}
