package org.xinqiao.trust.edit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.xinqiao.contracts.jose.GeneralJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.AgreementMemory;
import org.xinqiao.trust.tuf.Store;
import tools.jackson.databind.node.ObjectNode;

/** The agreements with the signatures collected so far, and what was ever signed by all. */
final class SignedAgreements {
    private static final String MEMORY = "agreements.json";

    private final Store store;

    SignedAgreements(Federation federation) {
        this.store = new Store(federation.signed());
    }

    static AgreementMemory memory(Federation federation) throws IOException {
        Path file = federation.signed().resolve(MEMORY);
        if (!Files.exists(file)) {
            return AgreementMemory.NONE;
        }
        try {
            return AgreementMemory.read(StrictJson.parseObject(Files.readAllBytes(file)));
        } catch (MalformedJson e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    void remember(AgreementMemory memory) throws IOException {
        store.write(MEMORY, StrictJson.write(memory.json()));
    }

    /** The signatures over exactly this payload, if there are any yet. */
    Optional<GeneralJws> of(String number, byte[] payload) throws IOException {
        Optional<byte[]> bytes = store.read(file(number));
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            GeneralJws jws = GeneralJws.parse(StrictJson.parse(bytes.get()), JwsType.AGREEMENT);
            return Arrays.equals(jws.payload(), payload) ? Optional.of(jws) : Optional.empty();
        } catch (MalformedJson | MalformedJws e) {
            throw new IOException("signed/" + file(number) + " is damaged: " + e.getMessage(), e);
        }
    }

    void write(String number, ObjectNode jws) throws IOException {
        store.write(file(number), StrictJson.write(jws));
    }

    private static String file(String number) {
        return "agreements/" + number + ".json";
    }
}
