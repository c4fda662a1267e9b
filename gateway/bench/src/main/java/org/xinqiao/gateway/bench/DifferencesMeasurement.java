package org.xinqiao.gateway.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import org.xinqiao.contracts.avro.MalformedAvro;
import org.xinqiao.contracts.stream.Reconciliation;
import org.xinqiao.gateway.lists.StoredSums;

/**
 * How a replica finds where it differs from its source, both in the database: questions and answers
 * as they cross, without the way between. A third of the differences each is missing, changed and
 * too many.
 */
final class DifferencesMeasurement {
    /** No stream of the node has it. */
    private static final int REPLICA = -1;

    /** Any number out of a text, as evenly spread as the first bytes of a leaf. */
    private static final String HASH = "('x' || left(md5(?), 16))::bit(64)::bigint";

    private static final int[] DIFFERENCES = {0, 10, 100, 1_000};

    private final NodeDatabase database;
    private final Usage usage;
    private final PrintStream out;

    DifferencesMeasurement(NodeDatabase database, Usage usage, PrintStream out) {
        this.database = database;
        this.usage = usage;
        this.out = out;
    }

    private static final class Talk {
        private int rounds;
        private long bytes;
        private int found;
    }

    /** Prints a line for each number of differences; the replica is gone afterwards. */
    void run(int source) {
        database.jdbc.update(
                """
                insert into stream_entry (stream, key, seq, place, high, low, leaf, form)
                select ?, key, seq, place, high, low, leaf, form from stream_entry where stream = ?\
                """,
                REPLICA,
                source);
        // As the server does it by itself after a load.
        database.jdbc.execute("vacuum analyze stream_entry");
        int there = 0;
        for (int differences : DIFFERENCES) {
            differ(there, differences);
            there = differences;
            var talk = new Talk();
            Usage.Span span = usage.of(() -> talk(source, talk));
            if (talk.found != differences) {
                throw new IllegalStateException(talk.found + " found of " + differences);
            }
            out.printf(
                    Locale.ROOT,
                    "%,d differences: found in %.2f s by %d questions, %,d bytes both ways; CPU here"
                            + " %.2f s, PostgreSQL %.2f s%n",
                    differences,
                    span.seconds(),
                    talk.rounds,
                    talk.bytes,
                    span.here(),
                    span.database());
        }
        database.jdbc.update("delete from stream_entry where stream = ?", REPLICA);
        database.jdbc.execute("vacuum stream_entry");
    }

    private void talk(int source, Talk talk) {
        var there = new StoredSums(database.jdbc, source);
        var search = new Reconciliation(new StoredSums(database.jdbc, REPLICA));
        try {
            for (Optional<byte[]> question = search.question();
                    question.isPresent();
                    question = search.question()) {
                byte[] answer = Reconciliation.answer(question.get(), there);
                search.take(answer);
                talk.rounds++;
                talk.bytes += question.get().length + answer.length;
            }
        } catch (MalformedAvro e) {
            throw new IllegalStateException(e);
        }
        talk.found = search.differences().count();
    }

    /** From so many differences to so many, spread over the whole list. */
    private void differ(int from, int to) {
        for (int n = from; n < to; n++) {
            // By the golden ratio: wherever it ends, no two lie close together.
            String place = "%08x".formatted((int) (n * 0x9E3779B9L));
            String nth =
                    """
                    (select key from stream_entry
                     where stream = ? and key > ? order by key limit 1)\
                    """;
            switch (n % 3) {
                case 0 ->
                        database.jdbc.update(
                                "delete from stream_entry where stream = ? and key = " + nth,
                                REPLICA,
                                REPLICA,
                                place);
                case 1 ->
                        database.jdbc.update(
                                "update stream_entry set high = "
                                        + HASH
                                        + ", low = seq where stream = ? and key = "
                                        + nth,
                                "other " + n,
                                REPLICA,
                                REPLICA,
                                place);
                default ->
                        database.jdbc.update(
                                """
                                insert into stream_entry
                                  (stream, key, seq, place, high, low, leaf, form)
                                values (?, ?, 0, %s, %s, 0, '', 0)\
                                """
                                        .formatted(HASH, HASH),
                                REPLICA,
                                "more " + n,
                                "place " + n,
                                "more " + n);
            }
        }
    }
}
