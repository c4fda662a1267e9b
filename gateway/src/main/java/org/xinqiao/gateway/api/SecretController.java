package org.xinqiao.gateway.api;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.operate.AtRest;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.people.KeyRotation;
import tools.jackson.databind.node.ObjectNode;

/** How far a change of the at-rest key has come. */
@RestController
@RequestMapping(path = "/api/v1/secrets", produces = MediaType.APPLICATION_JSON_VALUE)
class SecretController {
    private final AtRest atRest;
    private final KeyRotation rotation;

    SecretController(AtRest atRest, KeyRotation rotation) {
        this.atRest = atRest;
        this.rotation = rotation;
    }

    @GetMapping
    @Roles(Role.OPERATOR)
    ObjectNode secrets() {
        ObjectNode json = StrictJson.object();
        var keys = json.putArray("atRest");
        atRest.keyIds().forEach(keys::add);
        ObjectNode left = json.putObject("left");
        rotation.left().forEach(left::put);
        return json;
    }
}
