package org.xinqiao.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.trust.SandboxFixture.NOW;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.document.MemberJson;
import org.xinqiao.trust.document.NodeKeys;
import org.xinqiao.trust.document.NodeKeysJson;
import org.xinqiao.trust.tuf.TufRefused;

/** Whatever bit of whatever file changes, nothing is trusted that was not trusted before. */
class FlippedBitTest {
    private static final int FLIPS_PER_FILE = 2;

    @TempDir Path directory;

    @Test
    void anyBitOfAnyFile_flipped_addsNothingToWhatIsTrusted() throws Exception {
        SandboxFixture fixture = SandboxFixture.published(directory);
        Set<String> before = trusted(fixture.watch().poll(NOW));
        SandboxFixture.delete(fixture.state());
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int refused = 0;
        int ignored = 0;
        for (Path file : fixture.repositoryFiles()) {
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < FLIPS_PER_FILE; i++) {
                byte[] bad = good.clone();
                int at = random.nextInt(bad.length);
                bad[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bad);
                String where = "seed " + seed + ", " + file + " at " + at;
                try {
                    TrustSnapshot snapshot = fixture.watch().poll(NOW);
                    assertThat(before).as(where).containsAll(trusted(snapshot));
                    if (!trusted(snapshot).equals(before)) {
                        assertThat(snapshot.faults()).as(where).isNotEmpty();
                        ignored++;
                    }
                } catch (TufRefused e) {
                    refused++;
                }
                if (Files.exists(fixture.state())) {
                    SandboxFixture.delete(fixture.state());
                }
            }
            Files.write(file, good);
        }
        assertThat(List.of(refused, ignored)).as("seed " + seed).doesNotContain(0);
        assertThat(trusted(fixture.watch().poll(NOW))).isEqualTo(before);
    }

    private static Set<String> trusted(TrustSnapshot snapshot) {
        Set<String> all = new TreeSet<>();
        snapshot.members()
                .forEach(member -> {
                    all.add(MemberJson.write(member).toString());
                    snapshot.keys(member.id()).ifPresent(keys -> addKeys(keys, all));
                    snapshot.benefitsOf(member.id())
                            .forEach(benefit -> all.add(benefit.toString()));
                });
        snapshot.agreements().forEach(agreement -> all.add(agreement.digest()));
        snapshot.catalogue().items().forEach(item -> all.add(item.toString()));
        snapshot.catalogue().purposes().forEach(purpose -> all.add(purpose.toString()));
        snapshot.entries().items().forEach(item -> all.add(item.toString()));
        snapshot.editions()
                .forEach(edition ->
                        edition.measures().forEach(measure -> all.add(measure.toString())));
        return all;
    }

    private static void addKeys(NodeKeys keys, Set<String> all) {
        all.add(new String(StrictJson.write(NodeKeysJson.write(keys)), UTF_8));
    }
}
