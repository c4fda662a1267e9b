package org.xinqiao.gateway.sandbox.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
    @TempDir Path directory;

    @Test
    void write_overAnotherFile_replacesItAndIsTheOwnersAlone() throws Exception {
        Path file = directory.resolve("deep/secret.txt");
        PrivateFile.write(file, "first");
        PrivateFile.write(file, "第二");

        assertThat(file).hasContent("第二");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent())
                .isDirectoryContaining("glob:**secret.txt")
                .isDirectoryNotContaining("glob:**.fresh-*");
    }

    @Test
    void secret_askedTwice_isTheSame32Bytes() throws Exception {
        Path file = directory.resolve("key");
        String first = PrivateFile.secret(file, new SecureRandom());

        assertThat(PrivateFile.secret(file, new SecureRandom())).isEqualTo(first);
        assertThat(Base64.getUrlDecoder().decode(first)).hasSize(32);
        assertThat(PrivateFile.secret(directory.resolve("other"), new SecureRandom()))
                .isNotEqualTo(first);
    }

    @Test
    void trees_delete_removesLinksAndFollowsNone() throws Exception {
        Path kept = Files.createDirectories(directory.resolve("kept"));
        Files.writeString(kept.resolve("file"), "stays");
        Path tree = Files.createDirectories(directory.resolve("tree/deep"));
        Files.createSymbolicLink(tree.resolve("link"), kept);

        Trees.delete(directory.resolve("tree"));
        Trees.delete(directory.resolve("never there"));

        assertThat(directory.resolve("tree")).doesNotExist();
        assertThat(kept.resolve("file")).exists();
    }
}
