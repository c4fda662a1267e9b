package org.xinqiao.gateway.sandbox.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.xinqiao.contracts.identity.SubjectNumber;

/** All synthetic residents of a city, held in memory and found by number. */
public final class Residents {
    /** How many a city has beside its samples. */
    public static final int COUNT = 10_000;

    private static final long SEED = 20_261_121L;
    private static final LocalDate REFERENCE_DATE = LocalDate.of(2026, 11, 21);

    private final List<Resident> inOrder;
    private final Map<SubjectNumber, Resident> byNumber = HashMap.newHashMap(COUNT);

    private Residents(List<Resident> inOrder) {
        this.inOrder = List.copyOf(inOrder);
        inOrder.forEach(resident -> byNumber.put(resident.number(), resident));
    }

    /** A city's residents: its samples first, then the generated ones. Always the same. */
    public static Residents of(CityProfile city, List<SampleResident> samples) {
        List<Resident> all =
                new ArrayList<>(
                        samples.stream()
                                .filter(sample -> sample.node().equals(city.node()))
                                .map(SampleResident::resident)
                                .toList());
        all.addAll(new ResidentGenerator(city, SEED, REFERENCE_DATE).make(COUNT));
        return new Residents(all);
    }

    /** The resident who has this number. */
    public Optional<Resident> find(SubjectNumber number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** Everyone whose name contains the text, in a fixed order. */
    public Stream<Resident> named(String text) {
        return inOrder.stream().filter(resident -> resident.name().reveal().contains(text));
    }

    /** How many there are. */
    public int size() {
        return inOrder.size();
    }
}
