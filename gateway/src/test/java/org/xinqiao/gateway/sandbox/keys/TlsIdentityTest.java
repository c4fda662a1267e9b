package org.xinqiao.gateway.sandbox.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentityTest {
    private static final Instant FROM = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir Path directory;

    @Test
    void identity_made_isForTheLocalHostAndSignedByItself() throws Exception {
        TlsIdentity identity = TlsIdentity.in(directory, "cn-350200", FROM, new SecureRandom());

        X509Certificate certificate = read(identity.certificate());
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity(Date.from(FROM));
        assertThat(certificate.getSubjectX500Principal().getName()).contains("CN=cn-350200");
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .contains("localhost", "127.0.0.1");
        assertThat(Files.readString(identity.key())).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(Files.getPosixFilePermissions(identity.key()))
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(identity.pins()).singleElement().asString().hasSize(43);
    }

    @Test
    void identity_secondStart_isTheSame() throws Exception {
        Set<String> first = TlsIdentity.in(directory, "cn-350200", FROM, new SecureRandom()).pins();

        assertThat(
                        TlsIdentity.in(
                                        directory,
                                        "cn-350200",
                                        FROM.plusSeconds(9),
                                        new SecureRandom())
                                .pins())
                .isEqualTo(first);
    }

    private static X509Certificate read(Path file) throws Exception {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
