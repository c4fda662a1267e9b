package org.xinqiao.gateway.api;

import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.receive.QueryDeclared;

/** Reads about whom a query is, and who declares it. */
final class SubjectNames {
    private static final int NAME_CHARACTERS_MAX = 64;

    private SubjectNames() {}

    /** A person or an organisation. */
    static SubjectNumber subject(Fields subject) throws MalformedJson {
        SubjectType type = subject.constant("type", SubjectType.class);
        String text = subject.text("number");
        subject.end();
        try {
            return SubjectNumber.parse(type, text);
        } catch (InvalidIdentifier e) {
            throw subject.malformed("number", e.rule());
        }
    }

    /** Who looks and why; null where nothing is declared. */
    static @Nullable QueryDeclared declared(Fields body) throws MalformedJson {
        if (!body.has("purpose") && !body.has("duty") && !body.has("officer")) {
            return null;
        }
        PersonName subject = body.has("name") ? name(body) : null;
        String purpose = words(body, "purpose", Bounds.DECLARED_CHARACTERS_MAX);
        String duty = body.has("duty") ? words(body, "duty", Bounds.DECLARED_CHARACTERS_MAX) : null;
        Fields officer = body.object("officer");
        String id = words(officer, "id", Bounds.OFFICER_CHARACTERS_MAX);
        PersonName own = name(officer);
        officer.end();
        return new QueryDeclared(
                id, own, purpose, duty, subject != null && own.sharesFamilyName(subject));
    }

    private static PersonName name(Fields fields) throws MalformedJson {
        try {
            return PersonName.of(fields.text("name", NAME_CHARACTERS_MAX));
        } catch (InvalidIdentifier e) {
            throw fields.malformed("name", e.rule());
        }
    }

    /** A declaration of blanks declares nothing. */
    static String words(Fields fields, String name, int charactersMax) throws MalformedJson {
        String words = fields.text(name, charactersMax).strip();
        if (words.isEmpty()) {
            throw fields.malformed(name, "must not be blank");
        }
        return words;
    }
}
