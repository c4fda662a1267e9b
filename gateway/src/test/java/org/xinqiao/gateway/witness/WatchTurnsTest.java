package org.xinqiao.gateway.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.identity.NodeId;

class WatchTurnsTest {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final NodeId XIAMEN = NodeId.parse("cn-350200");
    private static final NodeId FUZHOU = NodeId.parse("cn-350100");

    private final WatchTurns turns = new WatchTurns();

    @Test
    void onePartner_hasATurnEveryThreeSeconds() {
        assertThat(looks(List.of(XIAMEN), 10))
                .containsExactly("0 cn-350200", "3 cn-350200", "6 cn-350200", "9 cn-350200");
    }

    @Test
    void manyPartners_areLookedAtOneASecond_eachInTurn() {
        List<NodeId> partners =
                IntStream.range(0, 20)
                        .mapToObj(i -> NodeId.parse("cn-3501%02d".formatted(i)))
                        .toList();

        List<String> looks = looks(partners, 60);

        assertThat(looks).hasSize(60);
        for (NodeId partner : partners) {
            assertThat(looks).filteredOn(look -> look.endsWith(partner.value())).hasSize(3);
        }
    }

    @Test
    void partnerStillBeingLookedAt_holdsUpNobody() {
        assertThat(turns.next(List.of(FUZHOU, XIAMEN), Set.of(FUZHOU), START)).contains(XIAMEN);
        assertThat(turns.next(List.of(FUZHOU, XIAMEN), Set.of(), START)).contains(FUZHOU);
    }

    @Test
    void partnerThatComesBack_isNew() {
        assertThat(turns.next(List.of(FUZHOU), Set.of(), START)).contains(FUZHOU);
        assertThat(turns.next(List.of(), Set.of(), START.plusSeconds(1))).isEmpty();
        assertThat(turns.next(List.of(FUZHOU), Set.of(), START.plusSeconds(1))).contains(FUZHOU);
    }

    @Test
    void clockSetBack_makesNobodyWaitForIt() {
        assertThat(turns.next(List.of(FUZHOU), Set.of(), START)).contains(FUZHOU);
        assertThat(turns.next(List.of(FUZHOU), Set.of(), START.minusSeconds(3_600)))
                .contains(FUZHOU);
    }

    private List<String> looks(List<NodeId> partners, int seconds) {
        var looks = new ArrayList<String>();
        for (int second = 0; second < seconds; second++) {
            String at = second + " ";
            turns.next(partners, Set.of(), START.plusSeconds(second))
                    .ifPresent(partner -> looks.add(at + partner));
        }
        return looks;
    }
}
