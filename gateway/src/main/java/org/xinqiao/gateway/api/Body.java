package org.xinqiao.gateway.api;

import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.WalletSession;
import org.xinqiao.gateway.people.Evidence;

/** Reads request bodies strictly: every fault names the field and the rule. */
final class Body {
    private static final int EVIDENCE_CHARACTERS_MAX = 128;

    private Body() {}

    /** What to make of the fields of a body. */
    interface Reader<T> {
        T read(Fields fields) throws MalformedJson, Refusal;
    }

    /** Reads a JSON object; unknown and duplicate members are refused. */
    static <T> T read(byte[] body, Reader<T> reader) throws Refusal {
        try {
            var fields = new Fields("", StrictJson.parseObject(body));
            T result = reader.read(fields);
            fields.end();
            return result;
        } catch (MalformedJson e) {
            throw Refusals.request(e.path().isEmpty() ? "body" : e.path(), e.rule());
        }
    }

    /** The person or organisation that a body names. */
    static SubjectNumber subject(Fields subject) throws MalformedJson {
        SubjectType type = subject.constant("type", SubjectType.class);
        String number = subject.text("number");
        subject.end();
        try {
            return SubjectNumber.parse(type, number);
        } catch (InvalidIdentifier e) {
            throw subject.malformed("number", e.rule());
        }
    }

    /**
     * Whom a request is about: the wallet's own subject, or the one the platform names. A wallet
     * may name its own again, and nobody else.
     */
    static SubjectNumber subject(Fields body, Caller caller) throws MalformedJson, Refusal {
        if (caller.session().isEmpty()) {
            return subject(body.object("subject"));
        }
        SubjectNumber own = own(caller);
        var named = body.optionalObject("subject");
        if (named.isPresent() && !subject(named.get()).equals(own)) {
            throw new Refusal(ProblemType.ROLE_NOT_ALLOWED, "role", caller.role().name());
        }
        return own;
    }

    /** The person or organisation whose wallet calls. */
    static SubjectNumber own(Caller caller) throws Refusal {
        return caller.session()
                .map(WalletSession::subject)
                .orElseThrow(() ->
                        new Refusal(ProblemType.ROLE_NOT_ALLOWED, "role", caller.role().name()));
    }

    /** How a person was identified, and by what right they act for an organisation. */
    static Evidence evidence(Fields body) throws MalformedJson {
        Fields evidence = body.object("evidence");
        var read =
                new Evidence(
                        evidence.constant("method", Evidence.Method.class),
                        evidence.text("reference", EVIDENCE_CHARACTERS_MAX),
                        evidence.has("authority")
                                ? evidence.constant("authority", Evidence.Authority.class)
                                : null);
        evidence.end();
        return read;
    }

    /** The same of a wallet's session. */
    static Evidence evidence(WalletSession session) {
        return new Evidence(
                Evidence.Method.valueOf(session.evidenceMethod()),
                session.evidenceReference(),
                session.authority().map(Evidence.Authority::valueOf).orElse(null));
    }

    static NodeId node(Fields fields, String name) throws MalformedJson {
        try {
            return NodeId.parse(fields.text(name));
        } catch (InvalidIdentifier e) {
            throw fields.malformed(name, "cn- and six digits");
        }
    }
}
