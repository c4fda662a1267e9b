package org.xinqiao.gateway.receive;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.xinqiao.contracts.code.DeviceKey;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.gateway.people.PassForm;

/**
 * A wallet wants passes, or somebody without device keys a bearer code.
 *
 * @param subject whose
 * @param consent on which consent
 * @param deviceKeys one a pass; empty for a bearer code
 * @param form what they are carried by
 * @param at when
 */
public record CodeWanted(
        SubjectNumber subject,
        UUID consent,
        List<DeviceKey> deviceKeys,
        PassForm form,
        Instant at) {
    /** Most passes of one request. */
    public static final int DEVICE_KEYS_MAX = 16;

    /** Keeps its own copy; keys are for devices alone. */
    public CodeWanted {
        deviceKeys = List.copyOf(deviceKeys);
        if (form.bearer() != deviceKeys.isEmpty()) {
            throw new IllegalArgumentException("a key for each pass of a device, else none");
        }
    }
}
