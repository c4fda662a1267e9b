package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.FaultyLink;
import tools.jackson.databind.node.ObjectNode;

/** The city's own platform is down while there is something that residents should hear. */
@ExtendWith(RunningSandbox.class)
class PlatformDownIT {
    private static final String PURPOSE = "library.lending";
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final FaultyLink line = RunningSandbox.Running.current().notices();
    private Outside outside;
    private NodeDatabase xiamen;

    @BeforeEach
    void connect() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
        xiamen = new NodeDatabase(RunningSandbox.Running.current().directory(), XIAMEN);
    }

    @AfterEach
    void mend() {
        line.is(FaultyLink.State.GOOD);
    }

    @Test
    void notice_platformIsDown_waits_andIsTakenOnceWhenItIsBack() throws Exception {
        line.is(FaultyLink.State.CUT);
        Visitor visitor = Visitor.of(outside, 600).consents(Outside.FUZHOU, PURPOSE);
        assertThat(scan(visitor).status()).as("visits go on").isEqualTo(200);
        awaitNotice(visitor, "WAITING", 2);
        assertThat(xiamen.text(notice("reason"), visitor.consent)).isEqualTo("UNREACHABLE");

        // It takes the notice, and the answer is lost: it must know it again by its id.
        line.is(FaultyLink.State.ANSWERS_LOST);
        long attempts = xiamen.number(notice("attempts"), visitor.consent);
        awaitNotice(visitor, "WAITING", attempts + 2);
        line.is(FaultyLink.State.GOOD);
        awaitNotice(visitor, "TAKEN", attempts + 2);
        assertThat(
                        xiamen.number(
                                "select count(*) from person_notice where consent = ?::uuid",
                                visitor.consent))
                .isEqualTo(1);
        assertThat(new PlatformPage(outside).told())
                .containsOnlyOnce("honoured-somewhere-new " + visitor.consent);
    }

    /** The rests between attempts are shortened. */
    private void awaitNotice(Visitor visitor, String state, long attempts) {
        Awaitility.await()
                .atMost(WAIT)
                .until(() -> {
                    xiamen.change(
                            """
                            update person_notice set due_at = now()
                            where state = 'WAITING' and reason is not null
                              and due_at < now() + interval '3 minutes'\
                            """);
                    return xiamen.text(notice("state"), visitor.consent).equals(state)
                            && xiamen.number(notice("attempts"), visitor.consent) >= attempts;
                });
    }

    private static String notice(String column) {
        return "select " + column + " from person_notice where consent = ?::uuid";
    }

    private Outside.Answer scan(Visitor visitor) throws Exception {
        ObjectNode scan = StrictJson.object().put("code", visitor.shows(visitor.pass()));
        scan.put("purpose", PURPOSE).put("terminal", "desk-1");
        return outside.api(
                Outside.FUZHOU, "counter", "POST", "/api/v1/recognitions", scan.toString());
    }
}
