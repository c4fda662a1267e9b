package org.xinqiao.gateway.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.sandbox.people.CityProfile;

/**
 * A node that the sandbox starts.
 *
 * @param place counted from 1; its ports are counted from it
 * @param city the city behind the node; only cities have residents, platforms and counters
 */
record SandboxNode(int place, NodeId id, Level level, String title, Optional<CityProfile> city) {
    static final SandboxNode XIAMEN = city(1, CityProfile.XIAMEN);
    static final SandboxNode FUZHOU = city(2, CityProfile.FUZHOU);

    static final SandboxNode FUJIAN =
            new SandboxNode(
                    3, NodeId.parse("cn-350000"), Level.PROVINCE, "福建 Fujian", Optional.empty());
    static final SandboxNode NATION =
            new SandboxNode(
                    4, NodeId.parse("cn-100000"), Level.NATION, "全国 Nation", Optional.empty());

    /** The province sends to the nation through the broker. */
    static final List<SandboxNode> THROUGH_KAFKA = List.of(FUJIAN, NATION);

    /** In the order of their ports. */
    static final List<SandboxNode> ALL = List.of(XIAMEN, FUZHOU, FUJIAN, NATION);

    /** First place of the further cities: their ports lie apart from all others. */
    private static final int FURTHER_PLACE = 31;

    /** Further cities of Fujian, for those who want more members than the usual ones. */
    static final List<SandboxNode> FURTHER =
            IntStream.rangeClosed(3, 9)
                    .mapToObj(number ->
                            new SandboxNode(
                                    FURTHER_PLACE + number - 3,
                                    NodeId.parse("cn-350" + number + "00"),
                                    Level.CITY,
                                    "cn-350" + number + "00",
                                    Optional.empty()))
                    .toList();

    /**
     * A member of the federation and party to the agreement whose software is somebody else's:
     * Hangzhou 杭州.
     */
    static final NodeId OUTSIDE = NodeId.parse("cn-330100");

    private static SandboxNode city(int place, CityProfile city) {
        return new SandboxNode(
                place,
                city.node(),
                Level.CITY,
                city.nameZh() + " " + city.nameEn(),
                Optional.of(city));
    }
}
