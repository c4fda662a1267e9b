package org.xinqiao.contracts.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xinqiao.contracts.avro.AvroInput;
import org.xinqiao.contracts.avro.AvroOutput;
import org.xinqiao.contracts.avro.MalformedAvro;
import org.xinqiao.contracts.stream.RangeSums.Element;
import org.xinqiao.contracts.stream.RangeSums.Range;
import org.xinqiao.contracts.stream.RangeSums.Sum;

/**
 * Finds where a replica differs from its source, range by range: it asks for the sums of the parts
 * of a range, goes on where they are not its own, and compares element by element where a range
 * holds few. The source answers each question by {@link #answer} and keeps nothing in between.
 *
 * <p>It locates and never proves: equal sums are no proof of equal sets, and the answers may be
 * lies. What differs is fetched, and the state root compared again. One thread.
 */
public final class Reconciliation {
    /** How many ranges one question names. */
    public static final int RANGES_MAX = 4_096;

    /** How many differences are looked for; with more, a full load is cheaper. */
    public static final int DIFFERENCES_MAX = 100_000;

    private static final int SPLIT_BITS = 4;
    private static final int PARTS = 1 << SPLIT_BITS;

    /** A range of so few is told element by element. */
    private static final int ELEMENTS_MAX = 32;

    /** The deepest range that is split; more elements than that share no prefix by chance. */
    private static final int BITS_MAX = 48;

    private static final int ELEMENTS_AT_DEPTH_MAX = 65_536;
    private static final int SUM_LOW_SHIFT = 32;
    private static final int SPLIT = 0;
    private static final int LISTED = 1;

    private final RangeSums mine;
    private final Deque<Range> open = new ArrayDeque<>();
    private final TreeSet<Long> missing = new TreeSet<>(Long::compareUnsigned);
    private final TreeSet<Long> extra = new TreeSet<>(Long::compareUnsigned);
    private final TreeSet<Long> different = new TreeSet<>(Long::compareUnsigned);
    private List<Range> asked = List.of();

    /** A search over everything that the replica holds. */
    public Reconciliation(RangeSums mine) {
        this.mine = mine;
        open.add(Range.ALL);
    }

    /**
     * Where the two differ, by {@link Element#place}.
     *
     * @param missing only the source has an entry there
     * @param extra only the replica has one
     * @param different both have one, not the same
     */
    public record Differences(List<Long> missing, List<Long> extra, List<Long> different) {
        /** Keeps copies. */
        public Differences {
            missing = List.copyOf(missing);
            extra = List.copyOf(extra);
            different = List.copyOf(different);
        }

        /** How many. */
        public int count() {
            return missing.size() + extra.size() + different.size();
        }
    }

    /** The next question for the source; empty when all is found. */
    public Optional<byte[]> question() {
        asked = new ArrayList<>();
        while (!open.isEmpty() && asked.size() < RANGES_MAX) {
            asked.add(open.poll());
        }
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        var out = new AvroOutput();
        out.writeLong(asked.size());
        for (Range range : asked) {
            out.writeLong(range.bits());
            out.writeLong(top(range));
        }
        return Optional.of(out.bytes());
    }

    /** The source's answer to a question, from what it holds. */
    public static byte[] answer(byte[] question, RangeSums held) throws MalformedAvro {
        var in = new AvroInput(question, 0, question.length);
        int ranges = in.readIndex(RANGES_MAX + 1);
        var out = new AvroOutput();
        for (int i = 0; i < ranges; i++) {
            answer(range(in), held, out);
        }
        requireEnd(in);
        return out.bytes();
    }

    private static void answer(Range range, RangeSums held, AvroOutput out) {
        long count = held.sum(range).count();
        if (count <= ELEMENTS_MAX || range.bits() >= BITS_MAX) {
            out.writeLong(LISTED);
            List<Element> elements = held.elements(range);
            out.writeLong(elements.size());
            for (Element element : elements) {
                out.writeLong(element.place() - range.prefix()).writeFixed(bytes(element.high()));
            }
            return;
        }
        out.writeLong(SPLIT);
        for (int part = 0; part < PARTS; part++) {
            Sum sum = held.sum(range.part(SPLIT_BITS, part));
            out.writeLong(sum.count());
            if (sum.count() > 0) {
                out.writeFixed(bytes(sum.high())).writeFixed(half(sum.low()));
            }
        }
    }

    /** Takes the answer to the last question. */
    public void take(byte[] answer) throws MalformedAvro {
        var in = new AvroInput(answer, 0, answer.length);
        for (Range range : asked) {
            if (in.readIndex(2) == SPLIT) {
                takeParts(range, in);
            } else {
                takeElements(range, in);
            }
        }
        requireEnd(in);
        asked = List.of();
        if (missing.size() + extra.size() + different.size() > DIFFERENCES_MAX) {
            throw new MalformedAvro("differs in too many places: load the stream anew");
        }
    }

    /** What was found so far; all of it once {@link #question} answers empty. */
    public Differences differences() {
        return new Differences(List.copyOf(missing), List.copyOf(extra), List.copyOf(different));
    }

    private void takeParts(Range range, AvroInput in) throws MalformedAvro {
        if (range.bits() + SPLIT_BITS > BITS_MAX) {
            throw new MalformedAvro("splits a range too far");
        }
        for (int index = 0; index < PARTS; index++) {
            Range part = range.part(SPLIT_BITS, index);
            long count = in.readLong();
            long high = count == 0 ? 0 : number(in.readFixed(Long.BYTES));
            long low = count == 0 ? 0 : number(in.readFixed(Integer.BYTES));
            Sum own = mine.sum(part);
            boolean same =
                    own.count() == count
                            && own.high() == high
                            && own.low() >>> SUM_LOW_SHIFT == low;
            if (!same && count == 0) {
                // Nothing to compare with: all of ours is too much.
                mine.elements(part).forEach(element -> extra.add(element.place()));
            } else if (!same) {
                open.add(part);
            }
        }
    }

    private void takeElements(Range range, AvroInput in) throws MalformedAvro {
        int count = in.readIndex(ELEMENTS_AT_DEPTH_MAX);
        var theirs = new TreeMap<Long, TreeSet<Long>>();
        for (int i = 0; i < count; i++) {
            long place = range.prefix() + in.readLong();
            if (!range.contains(place)) {
                throw new MalformedAvro("lists an element outside its range");
            }
            theirs.computeIfAbsent(place, _ -> new TreeSet<>())
                    .add(number(in.readFixed(Long.BYTES)));
        }
        var ours = new TreeMap<Long, TreeSet<Long>>();
        for (Element element : mine.elements(range)) {
            ours.computeIfAbsent(element.place(), _ -> new TreeSet<>()).add(element.high());
        }
        theirs.forEach((place, leaves) -> {
            TreeSet<Long> own = ours.remove(place);
            if (own == null) {
                missing.add(place);
            } else if (!own.equals(leaves)) {
                different.add(place);
            }
        });
        extra.addAll(ours.keySet());
    }

    private static Range range(AvroInput in) throws MalformedAvro {
        int bits = in.readIndex(BITS_MAX + 1);
        long top = in.readLong();
        long prefix = bits == 0 ? 0 : top << (Long.SIZE - bits);
        if (top < 0 || bits == 0 && top != 0 || bits > 0 && top >>> bits != 0) {
            throw new MalformedAvro("names a range that does not exist");
        }
        return new Range(bits, prefix);
    }

    private static long top(Range range) {
        return range.bits() == 0 ? 0 : range.prefix() >>> (Long.SIZE - range.bits());
    }

    private static void requireEnd(AvroInput in) throws MalformedAvro {
        if (!in.atEnd()) {
            throw new MalformedAvro("goes on after its end");
        }
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static byte[] half(long number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) (number >>> SUM_LOW_SHIFT)).array();
    }

    private static long number(byte[] bytes) {
        long number = 0;
        for (byte part : bytes) {
            number = number << 8 | part & 0xff;
        }
        return number;
    }
}
