package org.xinqiao.contracts.stream;

import java.io.IOException;
import java.io.InputStream;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;

/** Reads a batch against its manifest, whose signature the caller has verified. */
public final class BatchCheck {
    private BatchCheck() {}

    /** Takes the changes as they are read. */
    @FunctionalInterface
    public interface Sink {
        /** The next change, with its leaf in the log. */
        void take(Change change, Hash leaf) throws IOException;
    }

    /**
     * Hands every change to the sink. Once it has returned, they are exactly what the manifest's
     * signer meant. If it throws, the sink MUST forget all of them: none is to be believed before
     * the last one was read.
     *
     * @return the file's length in bytes
     */
    public static long read(Manifest manifest, InputStream file, BatchBounds bounds, Sink sink)
            throws IOException, BadBatch {
        if (manifest.count() > bounds.changesMax()) {
            throw BadBatch.malformed("The batch holds more than " + bounds.changesMax());
        }
        boolean personal = manifest.stream().isPersonal();
        Frontier tree = new Frontier();
        var leaves = new Leaves();
        try (BatchReader reader = new BatchReader(file, bounds)) {
            for (Change change = reader.next(); change != null; change = reader.next()) {
                if (change.seq() != manifest.from() + tree.size()) {
                    throw BadBatch.differs("The changes are not from..to in order, each once");
                }
                requireForm(change, personal);
                Hash leaf = leaves.leaf(change);
                tree.append(leaf, (level, index, hash) -> {});
                sink.take(change, leaf);
            }
            if (tree.size() != manifest.count()) {
                throw BadBatch.differs("The batch does not hold as many changes as it says");
            }
            if (!tree.root().equals(manifest.merkleRoot())) {
                throw BadBatch.differs("The changes are not those that the manifest commits to");
            }
            if (!reader.fileDigest().equals(manifest.fileDigest())) {
                throw BadBatch.differs("The file is not the one that the manifest commits to");
            }
            return reader.bytes();
        }
    }

    /** The stream's name says whether its entries are encrypted. */
    private static void requireForm(Change change, boolean personal) throws BadBatch {
        boolean fits =
                switch (change.content()) {
                    case Content.Open _ -> !personal;
                    case Content.Sealed _ -> personal;
                    case Content.Recalled _, Content.Erased _ -> true;
                };
        if (!fits) {
            throw BadBatch.malformed(
                    "Change " + change.seq() + " is encrypted, or not, against the stream's name");
        }
    }
}
