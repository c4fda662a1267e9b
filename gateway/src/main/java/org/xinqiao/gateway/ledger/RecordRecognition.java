package org.xinqiao.gateway.ledger;

import java.time.ZoneOffset;
import org.apache.camel.Handler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.CodeBounds;
import org.xinqiao.gateway.authenticate.ShownCode;
import org.xinqiao.gateway.dispatch.Recognised;
import org.xinqiao.gateway.receive.Scan;

/**
 * Ends a visit at the host city: the code is used here, and the home city's signed answer is kept.
 * Only what is recorded reaches the counter.
 */
@Component
public class RecordRecognition {
    private final JdbcClient jdbc;
    private final ShownCodes shownCodes;
    private final CodeBounds bounds;

    /** Records into a node's database. */
    public RecordRecognition(JdbcClient jdbc, ShownCodes shownCodes, CodeBounds bounds) {
        this.jdbc = jdbc;
        this.shownCodes = shownCodes;
        this.bounds = bounds;
    }

    /** The answer for the counter. */
    @Handler
    public RecognitionResponse record(Recognised recognised) throws Refusal {
        var asked = recognised.answer().asked();
        ShownCode shown = asked.visit().shown();
        if (!shownCodes.remember(shown.code(), bounds)) {
            throw new Refusal(ProblemType.CODE_ALREADY_USED);
        }
        Scan scan = shown.scan();
        jdbc.sql(
                        """
                        insert into recognition (request, home, purpose, terminal, caller, answer, granted, at)
                        values (?,?,?,?,?,?,?,?)\
                        """)
                .param(asked.question().envelope().id().value())
                .param(asked.question().to().value())
                .param(scan.purpose())
                .param(scan.request().terminal())
                .param(scan.caller())
                .param(recognised.answer().reply().body())
                .param(recognised.response().pseudonym().isPresent())
                .param(recognised.answer().at().atOffset(ZoneOffset.UTC))
                .update();
        return recognised.response();
    }
}
