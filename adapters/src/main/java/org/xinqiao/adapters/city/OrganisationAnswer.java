package org.xinqiao.adapters.city;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.xinqiao.adapters.city.PlatformUnavailable.Fault;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.OrganisationName;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.CreditList;
import org.xinqiao.contracts.message.EvaluationGrade;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what the platform answered about an organisation.
 *
 * <p>"No such organisation" is 404 with {@code {"organisation":null}}: a 404 alone is also what a
 * proxy answers. A list or a grade that is not known here is refused, unlike an honour: it might be
 * the one that stands against the benefit.
 */
final class OrganisationAnswer {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private OrganisationAnswer() {}

    static Optional<CityOrganisation> read(int status, byte[] body, Instant now)
            throws PlatformUnavailable {
        if (status != OK && status != NOT_FOUND) {
            throw new PlatformUnavailable(Fault.WRONG_STATUS);
        }
        try {
            ObjectNode answer = StrictJson.parseObject(body);
            return status == OK ? Optional.of(known(answer, now)) : none(answer);
        } catch (MalformedJson | InvalidIdentifier e) {
            throw new PlatformUnavailable(Fault.MALFORMED);
        }
    }

    private static CityOrganisation known(ObjectNode answer, Instant now)
            throws MalformedJson, PlatformUnavailable {
        var fields = new Fields("organisation answer", answer);
        var name = new OrganisationName(fields.text("name"));
        Set<CreditList> lists = lists(fields);
        EvaluationGrade grade =
                fields.has("grade") ? fields.constant("grade", EvaluationGrade.class) : null;
        Instant asOf = fields.time("asOf").toInstant();
        fields.end();
        if (asOf.isAfter(now.plus(ScoreAnswer.AHEAD_MAX))) {
            throw new PlatformUnavailable(Fault.MALFORMED);
        }
        return new CityOrganisation(name, lists, grade);
    }

    private static Set<CreditList> lists(Fields fields) throws MalformedJson {
        var lists = EnumSet.noneOf(CreditList.class);
        for (String name : fields.texts("lists")) {
            try {
                lists.add(CreditList.valueOf(name));
            } catch (IllegalArgumentException e) {
                throw fields.malformed("lists", "RED and BLACK are known");
            }
        }
        return lists;
    }

    private static Optional<CityOrganisation> none(ObjectNode answer) throws PlatformUnavailable {
        if (answer.size() != 1 || !answer.path("organisation").isNull()) {
            throw new PlatformUnavailable(Fault.WRONG_STATUS);
        }
        return Optional.empty();
    }
}
