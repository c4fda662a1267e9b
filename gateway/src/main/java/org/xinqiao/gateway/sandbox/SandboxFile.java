package org.xinqiao.gateway.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.sandbox.files.PrivateFile;
import org.xinqiao.gateway.sandbox.keys.MemberKeys;
import org.xinqiao.gateway.sandbox.keys.TlsIdentity;
import org.xinqiao.gateway.sandbox.people.SampleOrganisation;
import org.xinqiao.gateway.sandbox.people.SampleResident;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code sandbox.json}: everything that a program needs to use the running sandbox, tokens and the
 * outside member's keys included. It is there exactly while the sandbox is ready.
 */
final class SandboxFile {
    private final Path file;

    SandboxFile(Path directory) {
        this.file = directory.resolve("sandbox.json");
    }

    Path path() {
        return file;
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    /** The member that is not started, as it is handed over. */
    record Outside(MemberKeys keys, TlsIdentity tls) {}

    void write(
            List<NodeHome> nodes,
            Ports ports,
            Outside outside,
            Path trustRoot,
            List<SampleResident> samples,
            List<SampleOrganisation> organisations)
            throws IOException {
        ObjectNode document = StrictJson.object();
        ArrayNode list = document.putArray("nodes");
        nodes.forEach(node -> list.add(node(node, ports)));
        document.set("outside", outside(outside, ports));
        document.putObject("trust")
                .put("root", absolute(trustRoot))
                .put("repository", NodeHome.repository(ports).toString());
        ArrayNode residents = document.putArray("residents");
        samples.forEach(sample -> residents.add(resident(sample)));
        ArrayNode known = document.putArray("organisations");
        organisations.forEach(sample -> known.add(organisation(sample)));
        String text =
                StrictJson.mapper()
                        .writer()
                        .with(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(document);
        PrivateFile.write(file, text + "\n");
    }

    private static ObjectNode node(NodeHome home, Ports ports) {
        SandboxNode node = home.node();
        ObjectNode entry =
                StrictJson.object()
                        .put("id", node.id().value())
                        .put("level", node.level().name())
                        .put("api", "http://localhost:" + ports.api(node.place()))
                        .put("federation", "https://localhost:" + ports.federation(node.place()));
        ObjectNode tokens = entry.putObject("tokens");
        home.tokens().forEach(tokens::put);
        return entry;
    }

    private static ObjectNode outside(Outside outside, Ports ports) {
        ObjectNode entry =
                StrictJson.object()
                        .put("id", SandboxNode.OUTSIDE.value())
                        .put("federation", "https://localhost:" + ports.outside());
        ObjectNode signing = entry.putObject("signing");
        signing.set(Suite.INTL.name(), outside.keys().first(SignatureAlgorithm.ES256).privateJwk());
        signing.set(Suite.SM.name(), outside.keys().first(SignatureAlgorithm.SM2SM3).privateJwk());
        ObjectNode log = entry.putObject("log");
        for (KeyUse use : List.of(KeyUse.LOG, KeyUse.WITNESS)) {
            log.set(use.wire(), outside.keys().first(use).privateJwk());
        }
        entry.putObject("tls")
                .put("certificate", absolute(outside.tls().certificate()))
                .put("key", absolute(outside.tls().key()));
        return entry;
    }

    private static ObjectNode resident(SampleResident sample) {
        ObjectNode entry =
                StrictJson.object()
                        .put("node", sample.node().value())
                        .put("name", sample.resident().name().reveal())
                        .put("number", sample.resident().number().reveal());
        sample.resident()
                .score()
                .ifPresentOrElse(score -> entry.put("score", score), () -> entry.putNull("score"));
        sample.grade()
                .ifPresentOrElse(grade -> entry.put("grade", grade), () -> entry.putNull("grade"));
        ObjectNode expects = entry.putObject("expects");
        sample.expects().forEach(expects::put);
        return entry;
    }

    private static ObjectNode organisation(SampleOrganisation sample) {
        ObjectNode entry =
                StrictJson.object()
                        .put("node", sample.node().value())
                        .put("name", sample.name().text())
                        .put("code", sample.code().text());
        ArrayNode lists = entry.putArray("lists");
        sample.lists().stream().sorted().forEach(list -> lists.add(list.name()));
        sample.grade()
                .ifPresentOrElse(
                        grade -> entry.put("grade", grade.name()), () -> entry.putNull("grade"));
        ObjectNode expects = entry.putObject("expects");
        sample.expects().forEach(expects::put);
        return entry;
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
