package org.xinqiao.trust.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassphraseTest {
    @TempDir Path directory;

    private String read(String text) throws IOException {
        Path file = KeyFiles.file(directory, "pass", text);
        return new String(Passphrase.in(file).read());
    }

    @Test
    void firstLine_isThePassphrase_whateverItHolds() throws Exception {
        assertThat(read("correct horse\nsecond line\n")).isEqualTo("correct horse");
        assertThat(read("correct horse\r\n")).isEqualTo("correct horse");
        assertThat(read(" 信桥 ")).isEqualTo(" 信桥 ");
        assertThat(read("x".repeat(4096))).hasSize(4096);
    }

    @Test
    void file_withoutOne_isRefused_byItsName() throws Exception {
        Path file = directory.resolve("pass");
        assertThatThrownBy(() -> read("")).hasMessage(file + ": holds no passphrase");
        assertThatThrownBy(() -> read("\nsecond\n")).hasMessage(file + ": holds no passphrase");
        assertThatThrownBy(() -> read("x".repeat(4097)))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": a passphrase's file has at most 4096 bytes");
        Files.write(file, new byte[] {(byte) 0xC3, 0x28});
        assertThatThrownBy(() -> Passphrase.in(file).read())
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": a passphrase is written in UTF-8");
        Files.delete(file);
        assertThatThrownBy(() -> Passphrase.in(file).read())
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Passphrase.of("the variable X", "").read())
                .hasMessage("the variable X: holds no passphrase");
        assertThatThrownBy(Passphrase.NONE::read).hasMessage("no passphrase: holds no passphrase");
    }

    @Test
    void file_thatEveryoneMayRead_isRefused() throws Exception {
        Path file = KeyFiles.permit(KeyFiles.file(directory, "pass", "open sesame"), "rw----r--");

        assertThatThrownBy(() -> Passphrase.in(file).read())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": everyone on this machine may read it");
        KeyFiles.permit(file, "r--r-----");
        assertThat(Passphrase.in(file).read()).containsExactly("open sesame".toCharArray());
    }

    @Test
    void passphrase_neverShowsItself_andIsItsPlaceAndText() throws Exception {
        Passphrase given = Passphrase.of("the variable X", "open sesame");
        Path file = KeyFiles.file(directory, "pass", "open sesame");

        assertThat(given).hasToString("the variable X");
        assertThat(Passphrase.in(file)).hasToString(file.toString());
        assertThat(given)
                .isEqualTo(Passphrase.of("the variable X", "open sesame"))
                .isNotEqualTo(Passphrase.of("the variable X", "other"))
                .isNotEqualTo(Passphrase.in(file));
        assertThat(Passphrase.NONE.isNone()).isTrue();
        assertThat(given.isNone()).isFalse();
    }

    @Test
    void state_tellsAChangeOfTheFile_andOfWhoMayReadIt() throws Exception {
        Path file = KeyFiles.file(directory, "pass", "open sesame");
        String before = Passphrase.in(file).state();
        assertThat(Passphrase.in(file).state()).isEqualTo(before).doesNotContain("sesame");

        KeyFiles.file(directory, "pass", "open barley!");
        assertThat(Passphrase.in(file).state()).isNotEqualTo(before);
    }
}
