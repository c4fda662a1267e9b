package org.xinqiao.gateway.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.stream.IntStream;

/** Where everything listens, counted from the sandbox's one port number. */
record Ports(int base) {
    static final int DEFAULT_BASE = 18_400;

    private static final int NODES = 4;
    private static final int FEDERATION = 10;
    private static final int PLATFORM = 20;
    private static final int REPOSITORY = 90;
    private static final int KAFKA = 91;
    private static final int KAFKA_CONTROLLER = 92;
    private static final int OUTSIDE = 99;

    /** The API and pages of the node with this place in the federation, counted from 1. */
    int api(int place) {
        return base + place;
    }

    /** The same as an address for callers on this machine. */
    URI apiUri(SandboxNode node) {
        return URI.create("http://localhost:" + api(node.place()));
    }

    /** The partner side of the same node. */
    int federation(int place) {
        return base + FEDERATION + place;
    }

    /** The simulated city platform beside the same node. */
    int platform(int place) {
        return base + PLATFORM + place;
    }

    /** The trust repository. */
    int repository() {
        return base + REPOSITORY;
    }

    /** The Kafka broker. */
    int kafka() {
        return base + KAFKA;
    }

    /** The broker's own controller. */
    int kafkaController() {
        return base + KAFKA_CONTROLLER;
    }

    /** Where the member that is not started would listen. */
    int outside() {
        return base + OUTSIDE;
    }

    /** Says which port is in use, before anything is started and half of it fails. */
    void requireFree() {
        IntStream mine =
                IntStream.concat(
                        IntStream.rangeClosed(1, NODES)
                                .flatMap(place -> IntStream.of(api(place), federation(place))),
                        IntStream.of(
                                platform(1),
                                platform(2),
                                repository(),
                                kafka(),
                                kafkaController()));
        mine.sorted()
                .filter(port -> !isFree(port))
                .findFirst()
                .ifPresent(port -> {
                    throw new SandboxFault(
                            "port "
                                    + port
                                    + " is in use; stop what uses it, or take others with --port");
                });
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
