package org.xinqiao.gateway.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.gateway.TestCertificate;
import org.xinqiao.gateway.operate.NodeConfig.Tls;
import org.xinqiao.gateway.sandbox.files.PrivateFile;
import org.xinqiao.trust.key.KeyEncryption;
import org.xinqiao.trust.key.Passphrase;

/** A TLS identity in files, encrypted and not, that change while it is in use. */
class TlsFilesTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path directory;

    private Tls under(Passphrase passphrase, Tls plain) throws Exception {
        new KeyEncryption(Passphrase.NONE, passphrase, RANDOM).encrypt(List.of(plain.key()));
        return new Tls(plain.certificate(), plain.key(), passphrase);
    }

    private static void replace(Tls of, Tls by) throws Exception {
        Files.copy(by.key(), of.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(by.certificate(), of.certificate(), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void key_thatIsEncryptedInPlace_isReadOn_andItsSuccessorPickedUp() throws Exception {
        Path file = directory.resolve("pass");
        PrivateFile.write(file, "open sesame\n");
        Passphrase passphrase = Passphrase.in(file);
        Tls plain = TestCertificate.in(directory, "node");
        Tls tls = new Tls(plain.certificate(), plain.key(), passphrase);
        TlsFiles files = TlsFiles.forNodes(tls);
        String pin = pin(files);

        under(passphrase, plain);
        assertThat(tls.key()).content().contains("ENCRYPTED");
        assertThat(pin(files)).isEqualTo(pin);

        Tls next = under(passphrase, TestCertificate.in(directory, "next"));
        replace(tls, next);
        assertThat(pin(files)).isEqualTo(TlsIdentity.read(next).pin()).isNotEqualTo(pin);
    }

    @Test
    void passphrase_thatIsWrong_leavesWhatWasReadLast_untilItIsMended() throws Exception {
        Path file = directory.resolve("pass");
        PrivateFile.write(file, "open sesame");
        Tls tls = under(Passphrase.in(file), TestCertificate.in(directory, "node"));
        TlsFiles files = TlsFiles.forNodes(tls);
        String pin = pin(files);

        PrivateFile.write(file, "open barley");
        assertThat(pin(files)).isEqualTo(pin);
        assertThatThrownBy(() -> TlsIdentity.read(tls))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        tls.key() + ": does not open with the passphrase in " + file);
        Tls next = under(Passphrase.of("x", "open barley"), TestCertificate.in(directory, "next"));
        replace(tls, next);
        assertThat(pin(files)).isEqualTo(TlsIdentity.read(next).pin()).isNotEqualTo(pin);
    }

    @Test
    void keys_thatEveryoneMayRead_orOfAnotherKind_areRefusedByName() throws Exception {
        Tls open = TestCertificate.in(directory, "open");
        Files.setPosixFilePermissions(open.key(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> TlsIdentity.read(open))
                .hasMessageStartingWith(open.key() + ": everyone on this machine may read it");
        assertThat(TlsFiles.forNodes(open).read()).isEqualTo(Optional.empty());

        Tls rsa = TestCertificate.rsa(directory, "rsa", 2048);
        assertThatThrownBy(() -> TlsIdentity.read(rsa))
                .hasMessage(rsa.key() + ": a P-256 private key is expected");
        assertThat(TlsIdentity.readForBrowsers(under(Passphrase.of("x", "y"), rsa)).pin())
                .isNotEmpty();
        Tls none = new Tls(open.certificate(), open.certificate());
        Files.setPosixFilePermissions(
                open.certificate(), PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> TlsIdentity.read(none))
                .hasMessage(open.certificate() + ": holds no private key");
    }

    private static String pin(TlsFiles files) {
        return files.read().orElseThrow().pin();
    }
}
