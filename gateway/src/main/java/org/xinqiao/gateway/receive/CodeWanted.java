package org.xinqiao.gateway.receive;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.xinqiao.contracts.code.DeviceKey;
import org.xinqiao.contracts.identity.NaturalPersonNumber;

/**
 * A wallet wants passes, or a platform without device keys wants a bearer code.
 *
 * @param subject whose
 * @param consent on which consent
 * @param deviceKeys one a pass; empty for a bearer code
 * @param at when
 */
public record CodeWanted(
        NaturalPersonNumber subject, UUID consent, List<DeviceKey> deviceKeys, Instant at) {
    /** Most passes of one request. */
    public static final int DEVICE_KEYS_MAX = 16;

    /** Keeps its own copy. */
    public CodeWanted {
        deviceKeys = List.copyOf(deviceKeys);
    }
}
