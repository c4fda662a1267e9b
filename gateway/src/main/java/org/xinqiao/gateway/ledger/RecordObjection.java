package org.xinqiao.gateway.ledger;

import java.util.UUID;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.Objection;
import org.xinqiao.gateway.people.Use;
import org.xinqiao.gateway.people.Uses;
import org.xinqiao.gateway.receive.ObjectionAnswered;
import org.xinqiao.gateway.receive.ObjectionMade;

/** Records objections and their answers, each within its transaction. */
@Component
public class RecordObjection {
    private final Uses uses;
    private final PersonOutbox people;

    /** Records into a node's database. */
    public RecordObjection(Uses uses, PersonOutbox people) {
        this.uses = uses;
        this.people = people;
    }

    /**
     * An objection to one's own event.
     *
     * @throws Refusal {@code not-found} if it is not the person's, {@code conflict} while another
     *     objection to it is open
     */
    @Handler
    public Objection add(ObjectionMade made) throws Refusal {
        if (uses.find(made.use(), made.person()).isEmpty()) {
            throw new Refusal(ProblemType.NOT_FOUND);
        }
        var objection = new Objection(UUID.randomUUID(), made.text(), made.at(), null);
        if (!uses.object(made.use(), objection)) {
            throw new Refusal(ProblemType.CONFLICT, "rule", "an objection to it is open");
        }
        return objection;
    }

    /**
     * The answer to an objection.
     *
     * @throws Refusal {@code not-found} if there is none, {@code conflict} if it was answered
     */
    public Use answer(ObjectionAnswered answered) throws Refusal {
        var answer = new Objection.Answer(answered.upheld(), answered.text(), answered.at());
        boolean open = uses.answer(answered.objection(), answer, answered.actor());
        Use use =
                uses.objectedBy(answered.objection())
                        .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
        if (!open) {
            throw new Refusal(ProblemType.CONFLICT, "rule", "it was answered");
        }
        people.answered(answered.objection(), use, answered.at());
        return use;
    }
}
