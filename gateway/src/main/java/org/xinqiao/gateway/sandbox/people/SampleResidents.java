package org.xinqiao.gateway.sandbox.people;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Honour;
import tools.jackson.databind.JsonNode;

/** Reads the table of sample residents, which is a file that people write. */
public final class SampleResidents {
    private static final String TABLE = "/sandbox/sample-residents.json";

    private SampleResidents() {}

    /** All of them, in the table's order. */
    public static List<SampleResident> read() {
        try (InputStream in =
                Objects.requireNonNull(SampleResidents.class.getResourceAsStream(TABLE), TABLE)) {
            return StrictJson.parseObject(in.readAllBytes()).path("residents").values().stream()
                    .map(SampleResidents::sample)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJson e) {
            throw new IllegalStateException(TABLE + " is not well-formed", e);
        }
    }

    private static SampleResident sample(JsonNode row) {
        SubjectNumber number =
                SubjectNumber.parse(SubjectType.CITIZEN, row.path("number").asString());
        JsonNode score = row.path("score");
        JsonNode grade = row.path("grade");
        return new SampleResident(
                NodeId.parse(row.path("node").asString()),
                new Resident(
                        number,
                        PersonName.of(row.path("name").asString()),
                        LocalDate.parse(
                                row.path("birthDate").asString(), DateTimeFormatter.ISO_LOCAL_DATE),
                        score.isNull() ? OptionalInt.empty() : OptionalInt.of(score.asInt()),
                        row.path("honours").values().stream()
                                .map(name -> Honour.valueOf(name.asString()))
                                .collect(Collectors.toUnmodifiableSet())),
                grade.isNull() ? Optional.empty() : Optional.of(grade.asString()),
                new SampleResident.Note(
                        row.path("note").path("zh").asString(),
                        row.path("note").path("en").asString()),
                expects(row.path("expects")));
    }

    private static Map<String, String> expects(JsonNode table) {
        Map<String, String> expects = new LinkedHashMap<>();
        table.properties().forEach(row -> expects.put(row.getKey(), row.getValue().asString()));
        return expects;
    }
}
