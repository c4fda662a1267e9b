package org.xinqiao.gateway.sandbox;

import java.nio.file.Path;

/**
 * What a person may choose.
 *
 * @param directory where everything is kept between starts
 * @param port the number from which all ports are counted
 * @param reset forget everything that was kept
 */
public record SandboxOptions(Path directory, int port, boolean reset) {
    private static final int PORT_MIN = 1024;
    private static final int PORT_MAX = 65_535 - 99;

    /** Checks the port and makes the directory absolute. */
    public SandboxOptions {
        if (port < PORT_MIN || port > PORT_MAX) {
            throw new SandboxFault(
                    "--port must be from " + PORT_MIN + " to " + PORT_MAX + ", not " + port);
        }
        directory = directory.toAbsolutePath().normalize();
    }
}
