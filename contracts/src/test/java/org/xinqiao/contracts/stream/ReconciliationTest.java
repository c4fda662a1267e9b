package org.xinqiao.contracts.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
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

    /**
     * About ten levels would be needed for a hundred million: the bytes grow with the logarithm.
     */
    @Test
    void hundredDifferences_costLittle() throws Exception {
        var source = new Held();
        for (int i = 0; i < 200_000; i++) {
            source.put(random.nextLong(), random.nextLong());
        }
        var replica = new Held(source);
        source.places().stream().limit(100).forEach(replica::remove);

        Run run = run(replica, source);

        assertThat(run.differences().missing()).hasSize(100);
        assertThat(run.bytes()).as("seed %s", seed).isLessThan(100_000);
        assertThat(run.rounds()).isLessThan(8);
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
            case 1 -> bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
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
