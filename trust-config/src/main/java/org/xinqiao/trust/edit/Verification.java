package org.xinqiao.trust.edit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.TrustWatch;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.NodeKeys;
import org.xinqiao.trust.tuf.Fetcher;
import org.xinqiao.trust.tuf.Store;
import org.xinqiao.trust.tuf.TufClient;
import org.xinqiao.trust.tuf.TufRefused;
import org.xinqiao.trust.tuf.VerifiedRepository;

/** Looks at a published repository as a node that sees it for the first time does. */
public final class Verification {
    private Verification() {}

    /** What such a node trusts. */
    public static TrustSnapshot verify(Path root, Fetcher fetcher, Instant now)
            throws IOException, TufRefused {
        Path state = Files.createTempDirectory("xinqiao-verify");
        try {
            return TrustWatch.open(root, state, fetcher).poll(now);
        } finally {
            delete(state);
        }
    }

    /** The files that such a node would believe. */
    public static VerifiedRepository repository(Path root, Fetcher fetcher, Instant now)
            throws IOException, TufRefused {
        Path state = Files.createTempDirectory("xinqiao-verify");
        try {
            return new TufClient(Files.readAllBytes(root), new Store(state), fetcher).refresh(now);
        } finally {
            delete(state);
        }
    }

    /** A snapshot in lines that people read. */
    public static List<String> lines(TrustSnapshot snapshot) {
        List<String> lines = new ArrayList<>();
        lines.add("snapshot " + snapshot.version() + ", good until " + snapshot.expires());
        snapshot.members().forEach(member -> lines.add(line(member, snapshot)));
        snapshot.agreements().forEach(agreement -> lines.add(line(agreement)));
        lines.add(
                "catalogue "
                        + snapshot.catalogue().version()
                        + ": "
                        + snapshot.catalogue().items().size()
                        + " items, "
                        + snapshot.catalogue().purposes().size()
                        + " purposes");
        if (!snapshot.entries().items().isEmpty()) {
            lines.add(
                    "entries "
                            + snapshot.entries().version()
                            + ": "
                            + snapshot.entries().items().size()
                            + " items");
        }
        snapshot.editions()
                .forEach(edition ->
                        lines.add(
                                "measures "
                                        + edition.edition()
                                        + ": "
                                        + edition.measures().size()
                                        + " from "
                                        + edition.from()));
        snapshot.faults().forEach(fault -> lines.add("ignored " + fault));
        return List.copyOf(lines);
    }

    private static String line(Member member, TrustSnapshot snapshot) {
        return "member "
                + member.id()
                + " "
                + member.nameZh()
                + " "
                + member.level()
                + " "
                + member.state()
                + snapshot.keys(member.id()).map(Verification::line).orElse(", no keys")
                + ", "
                + snapshot.benefitsOf(member.id()).size()
                + " benefits";
    }

    private static String line(NodeKeys keys) {
        return ", " + keys.keys().size() + " keys at " + keys.endpoint();
    }

    private static String line(Agreement agreement) {
        return "agreement "
                + agreement.number()
                + " revision "
                + agreement.revision()
                + " of "
                + agreement.parties().stream().sorted().toList()
                + ", digest "
                + agreement.digest();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
