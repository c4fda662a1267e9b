package org.xinqiao.contracts.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xinqiao.contracts.crypto.BadCiphertext;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntrySamples;
import org.xinqiao.contracts.identity.NodeId;

class SealedEntryTest {
    private final SecureRandom random = new SecureRandom();

    @ParameterizedTest
    @EnumSource(names = {"ES256", "SM2SM3"})
    void entry_ofAPerson_isReadByItsRecipientAlone_andUnderItsKeyAlone(SignatureAlgorithm algorithm)
            throws Exception {
        SigningKey own = StreamSamples.key(algorithm);
        Entry entry = EntrySamples.personPenalty();

        Content.Sealed sealed =
                SealedEntry.seal(entry, StreamSamples.PERSONAL, "k1", own.publicKey(), random);
        var batch =
                StreamSamples.batch(
                        StreamSamples.PERSONAL, List.of(new Change(1, "k1", sealed)), null);
        var read =
                (Content.Sealed)
                        StreamSamples.read(batch.manifest(), batch.file()).getFirst().content();

        assertThat(SealedEntry.open(read, StreamSamples.PERSONAL, "k1", own)).isEqualTo(entry);
        assertThat(SealedEntry.kid(read)).isEqualTo(own.kid());
        assertThat(sealed.jwe()).doesNotContain(EntrySamples.CITIZEN);
        assertThatThrownBy(() -> SealedEntry.open(read, StreamSamples.PERSONAL, "k2", own))
                .as("under another key")
                .isInstanceOf(BadCiphertext.class);
        var other =
                new StreamName(
                        NodeId.parse("cn-350200"), StreamKind.LIST_RED, NodeId.parse("cn-350000"));
        assertThatThrownBy(() -> SealedEntry.open(read, other, "k1", own))
                .as("in another stream")
                .isInstanceOf(BadCiphertext.class);
        assertThatThrownBy(() ->
                        SealedEntry.open(
                                read, StreamSamples.PERSONAL, "k1", StreamSamples.key(algorithm)))
                .as("by another node")
                .isInstanceOf(BadCiphertext.class);
        assertThatThrownBy(() ->
                        SealedEntry.seal(
                                entry, StreamSamples.STREAM, "k1", own.publicKey(), random))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
