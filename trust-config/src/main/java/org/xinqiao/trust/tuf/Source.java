package org.xinqiao.trust.tuf;

import java.io.IOException;
import java.util.Optional;

/** Where an update takes files from: what is on disk already, then the repository. */
final class Source {
    /** How large a metadata file may be. */
    static final int METADATA_BYTES_MAX = 4 << 20;

    /** How large a root or timestamp may be, whose length nothing announces. */
    static final int UNANNOUNCED_BYTES_MAX = 256 << 10;

    /** How large a target may be. */
    static final int TARGET_BYTES_MAX = 1 << 20;

    private final Store local;
    private final Fetcher remote;

    Source(Store local, Fetcher remote) {
        this.local = local;
        this.remote = remote;
    }

    Store local() {
        return local;
    }

    /** A file whose length and hash nobody announced, from the repository. */
    Optional<byte[]> unannounced(String file) throws TufRefused, IOException {
        return bounded(file, UNANNOUNCED_BYTES_MAX);
    }

    /** Exactly the announced bytes of a metadata file. */
    byte[] metadata(String file, MetaFile announced) throws TufRefused, IOException {
        try {
            return exact(file, announced.info(), METADATA_BYTES_MAX);
        } catch (WrongBytes e) {
            throw new TufRefused(refusal(file, announced, e));
        }
    }

    /** Exactly the announced bytes of a target. */
    byte[] target(String file, FileInfo announced) throws TufRefused, IOException {
        try {
            return exact(file, announced, TARGET_BYTES_MAX);
        } catch (WrongBytes e) {
            throw e.refused;
        }
    }

    private byte[] exact(String file, FileInfo announced, int bytesMax)
            throws TufRefused, WrongBytes, IOException {
        Optional<byte[]> kept = local.read(file);
        if (kept.isPresent() && FileInfo.of(kept.get()).equals(announced)) {
            return kept.get();
        }
        byte[] bytes =
                bounded(file, bytesMax)
                        .orElseThrow(() -> new TufRefused(new TufRefusal.Missing(file)));
        try {
            announced.verify(file, bytes);
        } catch (TufRefused e) {
            throw new WrongBytes(e, bytes);
        }
        // These are the bytes that a verified role announced, so they may stay whatever follows.
        local.write(file, bytes);
        return bytes;
    }

    private Optional<byte[]> bounded(String file, int bytesMax) throws TufRefused, IOException {
        Optional<byte[]> bytes = remote.fetch(file, bytesMax);
        if (bytes.isPresent() && bytes.get().length > bytesMax) {
            throw new TufRefused(new TufRefusal.TooLarge(file, bytesMax));
        }
        return bytes;
    }

    /** Tells a file of another version, which was mixed in, from one that was damaged. */
    private static TufRefusal refusal(String file, MetaFile announced, WrongBytes wrong) {
        try {
            var signed = SignedMetadata.parse(file, wrong.bytes).signed();
            long version = signed.path("version").asLong(announced.version());
            if (version != announced.version()) {
                return new TufRefusal.MixedUp(file, announced.version(), version);
            }
        } catch (TufRefused e) {
            // Not metadata at all: the first refusal says more.
        }
        return wrong.refused.refusal();
    }

    private static final class WrongBytes extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient TufRefused refused;
        private final transient byte[] bytes;

        WrongBytes(TufRefused refused, byte[] bytes) {
            super(null, null, false, false);
            this.refused = refused;
            this.bytes = bytes;
        }
    }
}
