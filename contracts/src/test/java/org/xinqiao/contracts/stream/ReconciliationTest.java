package org.xinqiao.contracts.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.avro.MalformedAvro;

class ReconciliationTest {
    private final long seed = Long.getLong("xinqiao.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void differences_ofAnyTwoLists_areFound() throws Exception {
        System.out.println("ReconciliationTest -Dxinqiao.seed=" + seed);
        for (int round = 0; round < 100; round++) {
            var source = new Held();
            int size = 1 << random.nextInt(13);
            for (int i = 0; i < size; i++) {
                source.put(random.nextLong(), random.nextLong());
            }
            var replica = new Held(source);
            Set<Long> missing = new HashSet<>();
            Set<Long> extra = new HashSet<>();
            Set<Long> different = new HashSet<>();
            for (long place : source.places()) {
                switch (random.nextInt(round % 7 == 0 ? 4 : 400)) {
                    case 0 -> {
                        replica.remove(place);
                        missing.add(place);
                    }
                    case 1 -> {
                        replica.put(place, random.nextLong());
                        different.add(place);
                    }
                    case 2 -> {
                        long other = random.nextLong();
                        replica.put(other, 1);
                        extra.add(other);
                    }
                    default -> {}
                }
            }

            Reconciliation.Differences found = run(replica, source).differences();

            assertThat(found.missing()).as("seed %s", seed).hasSameElementsAs(missing);
            assertThat(found.extra()).as("seed %s", seed).hasSameElementsAs(extra);
            assertThat(found.different()).as("seed %s", seed).hasSameElementsAs(different);
        }
    }

    @Test
    void equalLists_costOneQuestion_andAFewBytes() throws Exception {
        var source = new Held();
        for (int i = 0; i < 20_000; i++) {
            source.put(random.nextLong(), random.nextLong());
        }

        Run run = run(new Held(source), source);

        assertThat(run.differences().count()).isZero();
        assertThat(run.rounds()).isEqualTo(1);
        assertThat(run.bytes()).isLessThan(300);
    }

    @Test
    void oneSideEmpty_findsEverything() throws Exception {
        var source = new Held();
        for (int i = 0; i < 3_000; i++) {
            source.put(random.nextLong(), random.nextLong());
        }

        assertThat(run(new Held(), source).differences().missing())
                .hasSameElementsAs(source.places());
        assertThat(run(source, new Held()).differences().extra())
                .hasSameElementsAs(source.places());
        assertThat(run(new Held(), new Held()).differences().count()).isZero();
    }

    /** Ten million in the long run: the bytes are those that the protocol promises. */
    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1_000})
    void fewDifferences_ofMany_costLittle(int differences) throws Exception {
        int size = Boolean.getBoolean("xinqiao.long") ? 10_000_000 : 1_000_000;
        var source = new Many(random, size);
        var replica = new Replica(source, random, differences);

        Run run = run(replica, source);

        System.out.printf(
                "%,d differences of %,d: %,d bytes in %d rounds%n",
                differences, size, run.bytes(), run.rounds());
        assertThat(run.differences().count()).as("seed %s", seed).isEqualTo(differences);
        assertThat(run.bytes()).isLessThan(2_000 + 1_500 * differences);
        assertThat(run.rounds()).isLessThanOrEqualTo(7);
    }

    @Test
    void answers_thatAreAnybodysBytes_areRefusedOrWrong_neverFatal() throws Exception {
        var source = new Held();
        for (int i = 0; i < 500; i++) {
            source.put(random.nextLong(), random.nextLong());
        }
        var replica = new Held(source);
        replica.remove(source.places().getFirst());
        for (int round = 0; round < 2_000; round++) {
            var search = new Reconciliation(replica);
            int questions = 0;
            for (Optional<byte[]> question = search.question();
                    question.isPresent() && questions++ < 50;
                    question = search.question()) {
                try {
                    search.take(broken(Reconciliation.answer(question.get(), source)));
                } catch (MalformedAvro e) {
                    break;
                }
            }
            assertThat(questions).as("seed %s", seed).isLessThan(50);
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            try {
                Reconciliation.answer(noise, source);
            } catch (MalformedAvro e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void question_aboutTooManyRanges_isRefused() {
        byte[] question =
                new org.xinqiao.contracts.avro.AvroOutput()
                        .writeLong(Reconciliation.RANGES_MAX + 1)
                        .bytes();
        assertThatThrownBy(() -> Reconciliation.answer(question, new Held()))
                .isInstanceOf(MalformedAvro.class);
    }

    private byte[] broken(byte[] answer) {
        byte[] bytes = answer.clone();
        switch (random.nextInt(3)) {
            case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            default -> {}
        }
        return bytes;
    }

    private record Run(Reconciliation.Differences differences, int rounds, int bytes) {}

    private static Run run(RangeSums replica, RangeSums source) throws MalformedAvro {
        var search = new Reconciliation(replica);
        int rounds = 0;
        int bytes = 0;
        for (Optional<byte[]> question = search.question();
                question.isPresent();
                question = search.question()) {
            byte[] answer = Reconciliation.answer(question.get(), source);
            search.take(answer);
            rounds++;
            bytes += question.get().length + answer.length;
        }
        return new Run(search.differences(), rounds, bytes);
    }

    /** Many elements with sums of all before each, as a database would have an index. */
    private static final class Many implements RangeSums {
        private final long[] places;
        private final long[] sums;

        Many(Random random, int size) {
            places = new long[size];
            for (int i = 0; i < size; i++) {
                places[i] = random.nextLong();
            }
            // Signed order is unsigned order with the first bit turned.
            Arrays.sort(places);
            sums = new long[size + 1];
            for (int i = 0; i < size; i++) {
                places[i] ^= Long.MIN_VALUE;
                sums[i + 1] = sums[i] ^ leaf(places[i]);
            }
        }

        static long leaf(long place) {
            return place * 0x9E3779B97F4A7C15L;
        }

        @Override
        public Sum sum(Range range) {
            int from = first(range.prefix());
            int to = afterLast(range.last());
            long sum = sums[from] ^ sums[to];
            return new Sum(to - from, sum, ~sum);
        }

        @Override
        public List<Element> elements(Range range) {
            List<Element> elements = new ArrayList<>();
            for (int i = first(range.prefix()); i < afterLast(range.last()); i++) {
                elements.add(new Element(places[i], leaf(places[i]), 0));
            }
            return elements;
        }

        private int first(long place) {
            int low = 0;
            int high = places.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (Long.compareUnsigned(places[middle], place) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private int afterLast(long place) {
            return place == -1 ? places.length : first(place + 1);
        }
    }

    /** The same with some elements gone, changed or added. */
    private static final class Replica implements RangeSums {
        private final Many source;
        private final TreeMap<Long, Long> changed = new TreeMap<>(Long::compareUnsigned);

        /** Leaf 0 stands for an element that is gone. */
        Replica(Many source, Random random, int differences) {
            this.source = source;
            while (changed.size() < differences) {
                long place = source.places[random.nextInt(source.places.length)];
                switch (random.nextInt(3)) {
                    case 0 -> changed.put(place, 0L);
                    case 1 -> changed.put(place, random.nextLong() | 1);
                    default -> changed.put(random.nextLong(), random.nextLong() | 1);
                }
            }
        }

        @Override
        public Sum sum(Range range) {
            Sum sum = source.sum(range);
            long count = sum.count();
            long high = sum.high();
            for (var change : changed.subMap(range.prefix(), true, range.last(), true).entrySet()) {
                long place = change.getKey();
                boolean there = source.first(place) < source.afterLast(place);
                high ^= (there ? Many.leaf(place) : 0) ^ change.getValue();
                count += (change.getValue() == 0 ? 0 : 1) - (there ? 1 : 0);
            }
            return new Sum(count, high, ~high);
        }

        @Override
        public List<Element> elements(Range range) {
            var elements = new TreeMap<Long, Element>(Long::compareUnsigned);
            source.elements(range).forEach(element -> elements.put(element.place(), element));
            changed.subMap(range.prefix(), true, range.last(), true)
                    .forEach((place, leaf) -> {
                        if (leaf == 0) {
                            elements.remove(place);
                        } else {
                            elements.put(place, new Element(place, leaf, 0));
                        }
                    });
            return List.copyOf(elements.values());
        }
    }

    /** Elements in memory, summed one by one. */
    private static final class Held implements RangeSums {
        private final TreeMap<Long, Element> elements = new TreeMap<>(Long::compareUnsigned);

        Held() {}

        Held(Held other) {
            elements.putAll(other.elements);
        }

        void put(long place, long leaf) {
            elements.put(place, new Element(place, leaf, ~leaf));
        }

        void remove(long place) {
            elements.remove(place);
        }

        List<Long> places() {
            return List.copyOf(elements.keySet());
        }

        @Override
        public Sum sum(Range range) {
            Sum sum = Sum.ZERO;
            for (Element element : elements(range)) {
                sum = sum.plus(element);
            }
            return sum;
        }

        @Override
        public List<Element> elements(Range range) {
            return new ArrayList<>(
                    elements.subMap(range.prefix(), true, range.last(), true).values());
        }
    }
}
