package org.xinqiao.gateway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xinqiao.gateway.receive.CodeFile.Format;

/**
 * A file of organisations that is verified 批量核查.
 *
 * @param id its id
 * @param caller whose it is
 * @param format how the file is written
 * @param state how far it is
 * @param officer who asked for it; null where nobody said so
 * @param purpose what for
 * @param duty by which statutory duty; null where none is claimed
 * @param bytes bytes of the file that are here
 * @param total lines with a code; null while nobody counted
 * @param done lines that are verified
 * @param held lines about whose organisation something is held
 * @param wrong lines without a right code
 * @param trouble why it failed; null while it did not
 * @param startedAt when the file was whole; null before
 * @param endedAt when it was done; null before
 */
public record Verification(
        UUID id,
        String caller,
        Format format,
        State state,
        @Nullable String officer,
        @Nullable String purpose,
        @Nullable String duty,
        long bytes,
        @Nullable Long total,
        long done,
        long held,
        long wrong,
        @Nullable String trouble,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {
    /** How far it is. */
    public enum State {
        /** The file is not whole yet. */
        UPLOADING,
        /** Lines are verified, or wait for it. */
        RUNNING,
        /** All lines are verified. */
        DONE,
        /** The file cannot be read. */
        FAILED
    }

    /** Lines a second since it started; 0 before. */
    public double rate(Instant now) {
        if (startedAt == null) {
            return 0;
        }
        Instant end = endedAt == null ? now : endedAt;
        long millis = Math.max(1, Duration.between(startedAt, end).toMillis());
        return done * 1000.0 / millis;
    }

    /** Seconds that are left at this rate; null where that cannot be said. */
    public @Nullable Long secondsLeft(Instant now) {
        double rate = rate(now);
        Long lines = total;
        if (state == State.DONE) {
            return 0L;
        }
        return lines == null || rate == 0 ? null : (long) Math.ceil((lines - done) / rate);
    }
}
