package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.code.DeviceKey;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.people.PassForm;
import org.xinqiao.gateway.receive.CodeWanted;
import org.xinqiao.gateway.receive.Entrance;
import org.xinqiao.gateway.seal.Minted;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Credit codes: passes for device keys, or a bearer code. */
@RestController
class CreditCodeController {
    private final Entrance entrance;
    private final Clock clock;

    CreditCodeController(Entrance entrance, Clock clock) {
        this.entrance = entrance;
        this.clock = clock;
    }

    @PostMapping(path = "/api/v1/credit-codes", produces = MediaType.APPLICATION_JSON_VALUE)
    @Roles({Role.PLATFORM, Role.WALLET})
    ObjectNode issue(@RequestBody byte[] body, Caller caller) throws Refusal {
        Instant now = clock.instant();
        CodeWanted wanted = Body.read(body, fields -> wanted(fields, caller, now));
        List<?> minted = entrance.send("direct:issue-code", wanted, List.class);
        ObjectNode json = StrictJson.object();
        if (wanted.deviceKeys().isEmpty()) {
            Minted bearer = (Minted) minted.getFirst();
            json.put("code", bearer.code().text());
            json.put("expires", WireTime.of(bearer.expires()).toString());
            return json;
        }
        var passes = json.putArray("passes");
        for (Object one : minted) {
            Minted pass = (Minted) one;
            passes.addObject()
                    .put("pass", Base64Url.encode(pass.code().pass().encoded()))
                    .put("expires", WireTime.of(pass.expires()).toString());
        }
        return json;
    }

    private static CodeWanted wanted(Fields body, Caller caller, Instant now)
            throws MalformedJson, Refusal {
        SubjectNumber subject = Body.subject(body, caller);
        UUID consent = consent(body);
        List<DeviceKey> keys = deviceKeys(body);
        return new CodeWanted(subject, consent, keys, form(body, keys), now);
    }

    private static PassForm form(Fields body, List<DeviceKey> keys) throws MalformedJson {
        boolean printed = body.optionalBool("printed");
        if (printed && !keys.isEmpty()) {
            throw body.malformed("printed", "paper holds no key: without deviceKeys only");
        }
        if (printed) {
            return PassForm.PAPER;
        }
        return keys.isEmpty() ? PassForm.SCREEN : PassForm.DEVICE;
    }

    private static UUID consent(Fields body) throws MalformedJson {
        try {
            return UUID.fromString(body.text("consent"));
        } catch (IllegalArgumentException e) {
            throw body.malformed("consent", "the id of a consent");
        }
    }

    private static List<DeviceKey> deviceKeys(Fields body) throws MalformedJson {
        var keys = new ArrayList<DeviceKey>();
        if (!body.has("deviceKeys")) {
            return keys;
        }
        JsonNode array = body.node("deviceKeys");
        if (!array.isArray() || array.isEmpty() || array.size() > CodeWanted.DEVICE_KEYS_MAX) {
            throw body.malformed("deviceKeys", "1 to 16 public JWKs");
        }
        for (JsonNode jwk : array) {
            try {
                keys.add(DeviceKey.of(Keys.parsePublic(jwk)));
            } catch (InvalidKey e) {
                throw body.malformed(
                        "deviceKeys[" + keys.size() + "]", "a public JWK on P-256 or SM2");
            }
        }
        return keys;
    }
}
