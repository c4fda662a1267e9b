package org.xinqiao.trust.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts key files under a passphrase, or under another one than before. A JWK becomes a PEM file of
 * the same name; a PEM file keeps its name; PKCS #12 stays as it is, being encrypted by whoever
 * made it.
 */
public final class KeyEncryption {
    private static final String JWK = ".json";
    private static final int DEPTH_MAX = 4;
    private static final byte[] NOTHING = {};

    private final Passphrase before;
    private final Passphrase after;
    private final SecureRandom random;

    /**
     * A change of passphrase.
     *
     * @param before of the files that are encrypted already; none where none is
     */
    public KeyEncryption(Passphrase before, Passphrase after, SecureRandom random) {
        this.before = before;
        this.after = after;
        this.random = random;
    }

    /** One file, and where its key goes; {@link #NOTHING} where it is encrypted already. */
    private record Step(Path file, Path target, byte[] pkcs8) {
        boolean isDone() {
            return pkcs8.length == 0;
        }
    }

    /**
     * Encrypts the key files named, and all in the directories named. Nothing is written before
     * every one of them was opened; a file goes only once its successor was opened, too.
     *
     * @return the files that were written
     * @throws IOException says of each file that is not good why; then nothing was changed
     */
    public List<Path> encrypt(List<Path> paths) throws IOException {
        List<String> faults = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (Path file : files(paths)) {
            try {
                steps.add(step(file));
            } catch (IOException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new IOException(String.join("\n", faults));
        }
        List<Path> written = new ArrayList<>();
        for (Step step : steps) {
            if (!step.isDone()) {
                run(step);
                written.add(step.target());
            }
        }
        return List.copyOf(written);
    }

    private static List<Path> files(List<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (Stream<Path> all = Files.walk(path, DEPTH_MAX)) {
                all.filter(KeyDirectory::isKeyFile).sorted().forEach(files::add);
            }
        }
        return files;
    }

    private Step step(Path file) throws IOException {
        KeyFile.Opened opened;
        boolean done = false;
        try {
            opened = KeyFile.open(file, after);
            done = opened.encrypted();
        } catch (IOException e) {
            if (before.isNone()) {
                throw e;
            }
            opened = KeyFile.open(file, before);
        }
        return step(file, opened, done);
    }

    private Step step(Path file, KeyFile.Opened opened, boolean done) throws IOException {
        byte[] key = done ? NOTHING : opened.keys().getFirst();
        return switch (opened.form()) {
            case PKCS12 -> {
                if (!done) {
                    throw new IOException(
                            file
                                    + ": is PKCS #12; its passphrase is changed by \"openssl pkcs12\"");
                }
                yield new Step(file, file, key);
            }
            case PEM -> {
                if (opened.more() || opened.keys().size() != 1) {
                    throw new IOException(
                            file + ": must hold one private key and nothing else to be encrypted");
                }
                yield new Step(file, file, key);
            }
            case JWK -> {
                Path target = target(file);
                if (Files.exists(target) && !Arrays.equals(KeyFile.pkcs8(target, after), key)) {
                    throw new IOException(file + ": " + target + " is there and is another key");
                }
                yield new Step(file, target, key);
            }
        };
    }

    private static Path target(Path jwk) {
        String name = String.valueOf(jwk.getFileName());
        String stem = name.endsWith(JWK) ? name.substring(0, name.length() - JWK.length()) : name;
        return jwk.resolveSibling(stem + ".pem");
    }

    private void run(Step step) throws IOException {
        KeyFile.write(step.target(), step.pkcs8(), after, random);
        byte[] again = KeyFile.pkcs8(step.target(), after);
        if (!Arrays.equals(again, step.pkcs8())) {
            throw new IOException(step.target() + ": did not keep its key; nothing was deleted");
        }
        if (!step.target().equals(step.file())) {
            Files.delete(step.file());
        }
    }
}
