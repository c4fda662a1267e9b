package org.xinqiao.contracts.message;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.OrganisationName;
import org.xinqiao.contracts.identity.Pseudonym;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.Rfc3339;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data of {@code xinqiao.recognition.response.v1}.
 *
 * @param decisions one a benefit asked for that consent covers; never empty
 * @param decidedAt the home city's time of decision
 * @param grantBefore the host grants only before this, at most 60 s after {@code decidedAt}
 * @param subject the pairwise pseudonym of the person or organisation, only with a benefit
 * @param disclosed what is disclosed beyond eligibility
 * @param consentRef base64url of the pass's 8 bytes
 * @param consentRevision revision of the consent that was judged
 * @param policy digest of the rules used
 */
public record RecognitionResponse(
        List<Decision> decisions,
        OffsetDateTime decidedAt,
        OffsetDateTime grantBefore,
        @Nullable Pseudonym subject,
        @Nullable Disclosed disclosed,
        String consentRef,
        long consentRevision,
        String policy) {

    /** What is disclosed beyond eligibility: exactly one of the levels of section 5. */
    public sealed interface Disclosed {
        /** The rung on the common ladder. */
        record Rung(long number) implements Disclosed {}

        /** The issuing city's own grade name. */
        record Grade(String name) implements Disclosed {}

        /** The score, only where consent and agreement both allow it. */
        record Score(long points) implements Disclosed {}

        /**
         * Which organisation it is, where the benefit's class says so: public by law.
         *
         * @param name its registered name
         * @param code its unified social credit code
         */
        record Organisation(OrganisationName name, UnifiedSocialCreditCode code)
                implements Disclosed {}
    }

    /** Keeps its own copy. */
    public RecognitionResponse {
        decisions = List.copyOf(decisions);
    }

    /** The pseudonym, if a benefit was decided. */
    public Optional<Pseudonym> pseudonym() {
        return Optional.ofNullable(subject);
    }

    /** The data as JSON. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("decisions");
        for (Decision decision : decisions) {
            ObjectNode one = array.addObject();
            one.put("benefit", decision.benefit());
            one.put("outcome", decision.outcome().name());
            one.put("reason", decision.reason());
            one.put("basis", decision.basis());
            if (decision.until() != null) {
                one.put("until", text(decision.until()));
            }
        }
        json.put("decidedAt", text(decidedAt));
        json.put("grantBefore", text(grantBefore));
        if (subject != null) {
            json.put("subject", subject.value());
        }
        if (disclosed != null) {
            ObjectNode one = json.putObject("disclosed");
            switch (disclosed) {
                case Disclosed.Rung rung -> one.put("rung", rung.number());
                case Disclosed.Grade grade -> one.put("grade", grade.name());
                case Disclosed.Score score -> one.put("score", score.points());
                case Disclosed.Organisation organisation ->
                        one.putObject("organisation")
                                .put("name", organisation.name().text())
                                .put("code", organisation.code().text());
            }
        }
        json.put("consentRef", consentRef);
        json.put("consentRevision", consentRevision);
        json.put("policy", policy);
        return json;
    }

    /** Reads the data; unknown members are refused. */
    public static RecognitionResponse parse(ObjectNode data) throws MalformedJson {
        var fields = new Fields("data", data);
        var decisions = new ArrayList<Decision>();
        for (Fields one : fields.objects("decisions")) {
            decisions.add(decision(one));
        }
        if (decisions.isEmpty()) {
            throw new MalformedJson("data.decisions", "at least one decision");
        }
        var response =
                new RecognitionResponse(
                        decisions,
                        fields.time("decidedAt"),
                        fields.time("grantBefore"),
                        fields.has("subject") ? pseudonym(fields.text("subject")) : null,
                        fields.has("disclosed") ? disclosed(fields.object("disclosed")) : null,
                        fields.text("consentRef"),
                        fields.integer("consentRevision", 0, Long.MAX_VALUE),
                        fields.text("policy"));
        fields.end();
        return response;
    }

    private static Decision decision(Fields fields) throws MalformedJson {
        var decision =
                new Decision(
                        fields.text("benefit"),
                        fields.constant("outcome", Outcome.class),
                        fields.text("reason"),
                        fields.text("basis"),
                        fields.has("until") ? fields.time("until") : null);
        fields.end();
        return decision;
    }

    private static Disclosed disclosed(Fields fields) throws MalformedJson {
        Disclosed disclosed;
        if (fields.has("rung")) {
            disclosed = new Disclosed.Rung(fields.integer("rung", 0, 0xffff_ffffL));
        } else if (fields.has("grade")) {
            disclosed = new Disclosed.Grade(fields.text("grade"));
        } else if (fields.has("organisation")) {
            disclosed = organisation(fields.object("organisation"));
        } else {
            disclosed = new Disclosed.Score(fields.integer("score", 0, Integer.MAX_VALUE));
        }
        fields.end();
        return disclosed;
    }

    private static Disclosed organisation(Fields fields) throws MalformedJson {
        String name = fields.text("name");
        String code = fields.text("code");
        fields.end();
        try {
            var organisation =
                    new Disclosed.Organisation(
                            new OrganisationName(name), UnifiedSocialCreditCode.parse(code));
            if (!organisation.code().text().equals(code)) {
                throw fields.malformed("code", "in its one spelling: ASCII, capital letters");
            }
            return organisation;
        } catch (InvalidIdentifier e) {
            throw new MalformedJson(fields.path(), e.rule());
        }
    }

    private static Pseudonym pseudonym(String text) throws MalformedJson {
        try {
            return Pseudonym.parse(text);
        } catch (InvalidIdentifier e) {
            throw new MalformedJson("data.subject", "base64url of 32 bytes");
        }
    }

    private static String text(OffsetDateTime time) {
        return Rfc3339.format(time);
    }
}
