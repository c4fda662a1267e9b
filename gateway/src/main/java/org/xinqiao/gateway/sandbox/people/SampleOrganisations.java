package org.xinqiao.gateway.sandbox.people;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.OrganisationName;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.CreditList;
import org.xinqiao.contracts.message.EvaluationGrade;
import tools.jackson.databind.JsonNode;

/** Reads the table of sample organisations, which is a file that people write. */
public final class SampleOrganisations {
    private static final String TABLE = "/sandbox/sample-organisations.json";

    private SampleOrganisations() {}

    /** All of them, in the table's order. */
    public static List<SampleOrganisation> read() {
        try (InputStream in =
                Objects.requireNonNull(
                        SampleOrganisations.class.getResourceAsStream(TABLE), TABLE)) {
            return StrictJson.parseObject(in.readAllBytes()).path("organisations").values().stream()
                    .map(SampleOrganisations::sample)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJson e) {
            throw new IllegalStateException(TABLE + " is not well-formed", e);
        }
    }

    private static SampleOrganisation sample(JsonNode row) {
        Map<String, String> expects = new LinkedHashMap<>();
        row.path("expects")
                .properties()
                .forEach(one -> expects.put(one.getKey(), one.getValue().asString()));
        return new SampleOrganisation(
                NodeId.parse(row.path("node").asString()),
                UnifiedSocialCreditCode.parse(row.path("code").asString()),
                new OrganisationName(row.path("name").asString()),
                row.path("lists").values().stream()
                        .map(list -> CreditList.valueOf(list.asString()))
                        .collect(Collectors.toUnmodifiableSet()),
                row.has("grade")
                        ? Optional.of(EvaluationGrade.valueOf(row.path("grade").asString()))
                        : Optional.empty(),
                new SampleResident.Note(
                        row.path("note").path("zh").asString(),
                        row.path("note").path("en").asString()),
                expects);
    }
}
