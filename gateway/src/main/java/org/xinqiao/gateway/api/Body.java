package org.xinqiao.gateway.api;

import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NaturalPersonNumber;
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

/** Reads request bodies strictly: every fault names the field and the rule. */
final class Body {
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

    /** The natural person that a body names. */
    static NaturalPersonNumber person(Fields subject) throws MalformedJson, Refusal {
        SubjectType type = subject.constant("type", SubjectType.class);
        String number = subject.text("number");
        subject.end();
        try {
            if (SubjectNumber.parse(type, number) instanceof NaturalPersonNumber person) {
                return person;
            }
        } catch (InvalidIdentifier e) {
            throw subject.malformed("number", e.rule());
        }
        throw new Refusal(ProblemType.SUBJECT_NOT_SUPPORTED);
    }

    /**
     * The person a request is about: the wallet's own, or the one the platform names. A wallet may
     * name its own person again, and nobody else.
     */
    static NaturalPersonNumber person(Fields body, Caller caller) throws MalformedJson, Refusal {
        if (caller.session().isEmpty()) {
            return person(body.object("subject"));
        }
        NaturalPersonNumber own = own(caller);
        var named = body.optionalObject("subject");
        if (named.isPresent() && !person(named.get()).equals(own)) {
            throw new Refusal(ProblemType.ROLE_NOT_ALLOWED, "role", caller.role().name());
        }
        return own;
    }

    /** The person whose wallet calls. */
    static NaturalPersonNumber own(Caller caller) throws Refusal {
        if (caller.session().isPresent()
                && caller.session().get().subject() instanceof NaturalPersonNumber person) {
            return person;
        }
        throw new Refusal(ProblemType.SUBJECT_NOT_SUPPORTED);
    }

    static NodeId node(Fields fields, String name) throws MalformedJson {
        try {
            return NodeId.parse(fields.text(name));
        } catch (InvalidIdentifier e) {
            throw fields.malformed(name, "cn- and six digits");
        }
    }
}
