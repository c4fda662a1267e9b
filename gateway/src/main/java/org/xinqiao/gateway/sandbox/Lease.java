package org.xinqiao.gateway.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The right to a sandbox directory, held by one process at a time; the system takes it back from a
 * dead one.
 */
final class Lease implements AutoCloseable {
    private final FileChannel channel;

    private Lease(FileChannel channel) {
        this.channel = channel;
    }

    static Lease take(Path directory) throws IOException {
        // Tokens and keys lie below: nobody else may look in.
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel channel =
                FileChannel.open(
                        directory.resolve("sandbox.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new SandboxFault(
                    "another sandbox runs in "
                            + directory
                            + "; stop it, or take another directory with --dir");
        }
        return new Lease(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
