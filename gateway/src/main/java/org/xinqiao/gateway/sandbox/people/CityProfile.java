package org.xinqiao.gateway.sandbox.people;

import org.xinqiao.contracts.identity.NodeId;

/**
 * How a city's synthetic residents are drawn. Means and deviations are invented; they put residents
 * on every grade.
 *
 * @param scoreName what the city calls its score
 * @param sequenceFrom the first of the {@link #SEQUENCES} sequence numbers that its residents take,
 *     so that no two cities' residents share a number; those from 900 belong to the samples
 */
public record CityProfile(
        NodeId node,
        String nameZh,
        String nameEn,
        String scoreName,
        int scoreMax,
        int scoreMean,
        int scoreDeviation,
        int sequenceFrom) {
    static final int SEQUENCES = 400;

    /** Xiamen 厦门 with its Egret Score 白鹭分. */
    public static final CityProfile XIAMEN =
            new CityProfile(NodeId.parse("cn-350200"), "厦门", "Xiamen", "白鹭分", 1000, 630, 65, 100);

    /** Fuzhou 福州 with its Jasmine Score 茉莉分. */
    public static final CityProfile FUZHOU =
            new CityProfile(NodeId.parse("cn-350100"), "福州", "Fuzhou", "茉莉分", 1000, 655, 110, 500);
}
