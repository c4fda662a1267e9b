package org.xinqiao.gateway.sandbox.people;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.xinqiao.contracts.identity.SubjectNumber;

/**
 * Makes a city's synthetic residents, the same ones for the same seed on every machine: {@link
 * Random}'s sequence is part of its specification.
 *
 * <p>Ages are spread from 14 to 90, so that some are too young to take part. The shares are round
 * figures that make every case turn up, not statistics.
 */
final class ResidentGenerator {
    static final int AGE_MIN = 14;
    static final int AGE_MAX = 90;

    private static final int ADULT_AGE = 18;
    private static final int DAYS_PER_YEAR = 365;
    private static final double SHARE_WITHOUT_SCORE = 0.03;

    private final CityProfile city;
    private final Random random;
    private final LocalDate referenceDate;

    ResidentGenerator(CityProfile city, long seed, LocalDate referenceDate) {
        this.city = city;
        this.random = new Random(seed * 1_000_003L + city.sequenceFrom());
        this.referenceDate = referenceDate;
    }

    /** Makes so many residents, no two with the same number. */
    List<Resident> make(int count) {
        Map<SubjectNumber, Resident> residents = new LinkedHashMap<>();
        while (residents.size() < count) {
            Resident resident = next();
            residents.putIfAbsent(resident.number(), resident);
        }
        return List.copyOf(residents.values());
    }

    private Resident next() {
        int span = (AGE_MAX - AGE_MIN + 1) * DAYS_PER_YEAR;
        LocalDate birthDate = referenceDate.minusYears(AGE_MIN).minusDays(random.nextInt(span));
        int sequence = city.sequenceFrom() + random.nextInt(CityProfile.SEQUENCES);
        boolean male = sequence % 2 == 1;
        return new Resident(
                SyntheticNumber.of(birthDate, sequence),
                SyntheticNames.next(random, male),
                birthDate,
                score(birthDate.plusYears(ADULT_AGE).isAfter(referenceDate)),
                Set.of());
    }

    /**
     * The draws do not depend on each other's outcome, so that a change of one leaves the rest of
     * the city alone.
     */
    private OptionalInt score(boolean minor) {
        boolean without = random.nextDouble() < SHARE_WITHOUT_SCORE;
        long drawn = Math.round(city.scoreMean() + city.scoreDeviation() * random.nextGaussian());
        if (without || minor) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Math.toIntExact(Math.clamp(drawn, 0, city.scoreMax())));
    }
}
