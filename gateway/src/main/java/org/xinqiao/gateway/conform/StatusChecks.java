package org.xinqiao.gateway.conform;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.xinqiao.contracts.code.MalformedStatusList;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.StatusClaims;
import org.xinqiao.contracts.code.StatusToken;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.StatusRules;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.trust.document.NodeKey;
import tools.jackson.databind.JsonNode;

/** Status lists (section 4): who sees them, whose they are, and what a withdrawal sets. */
final class StatusChecks {
    private static final String ALL = "/federation/v1/status";
    private static final String SIGNED = "200, signed by a key for status lists";
    private static final Duration SET_IN = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 500;

    private final Trial trial;
    private final Holder holder;

    StatusChecks(Trial trial, Suite suite) {
        this.trial = trial;
        this.holder = Holder.best(trial, suite);
    }

    void run(TlsIdentity stranger) {
        check(
                "status-lists",
                "状态列表目录",
                "the names of all lists",
                "200, addresses of its lists",
                this::names);
        check(
                "status-cwt",
                "状态列表（CWT）",
                "a list as CWT",
                SIGNED,
                () -> {
                    var _ = claims(number());
                    return SIGNED;
                });
        check("status-jwt", "状态列表（JWT）", "the same as JWT", SIGNED, this::jwt);
        check(
                "status-form",
                "不指定格式",
                "no form preferred",
                StatusToken.CWT,
                () -> get(number(), "*/*").mediaType());
        missing("status-no-such-list", "不存在的列表", "a list that is not there", "4294967295");
        missing("status-bad-number", "写法不规范的编号", "a number in another spelling", "01");
        check(
                "status-to-a-stranger",
                "非成员读状态列表",
                "a look at the lists by no member",
                "403 peer-not-source, plain",
                () -> {
                    try (Wire wire = trial.connect(stranger, "TLSv1.3")) {
                        return trial.replies.inWords(wire.get(ALL), new byte[0], trial.now());
                    }
                });
        check(
                "status-running",
                "有效通行证",
                "a pass that runs",
                "covered, not set",
                () -> {
                    Pass pass = holder.pass();
                    StatusClaims claims = claims(pass.claims().statusList());
                    return said(claims, pass);
                });
        check(
                "status-withdrawn",
                "撤回授权的通行证",
                "a pass whose consent was withdrawn, within a minute",
                "covered, set",
                () -> {
                    String consent = holder.consents(holder.purpose());
                    Pass pass = holder.pass(consent);
                    holder.platform().change(consent, "DELETE", "");
                    return after(pass);
                });
        check(
                "status-paused",
                "暂停授权的通行证",
                "a pass whose consent is paused, after a withdrawal was set",
                "covered, not set",
                this::paused);
    }

    private String names() throws NoAnswer {
        Answer answer = trial.wire.get(ALL);
        try {
            JsonNode lists = StrictJson.parseObject(answer.body()).path("status_lists");
            String base = StatusClaims.subjectOf(published(), 0).replaceFirst("0$", "");
            boolean all =
                    lists.isArray()
                            && lists.valueStream()
                                    .allMatch(list ->
                                            list.asString("").startsWith(base)
                                                    && list.asString("")
                                                            .substring(base.length())
                                                            .matches("[1-9][0-9]*"));
            return answer.status() + (all ? ", addresses of its lists" : ", something else");
        } catch (MalformedJson e) {
            return answer.status() + ", no JSON";
        }
    }

    private URI published() {
        return trial.trust.keys(trial.node).orElseThrow().endpoint();
    }

    /** A pass's list, or where there is no valid code, the first that the node names. */
    private long number() throws NoAnswer, Skipped {
        if (trial.member.platforms().containsKey(trial.node)) {
            return holder.pass().claims().statusList();
        }
        try {
            JsonNode lists =
                    StrictJson.parseObject(trial.wire.get(ALL).body()).path("status_lists");
            String first = lists.path(0).asString("");
            return Long.parseLong(first.substring(first.lastIndexOf('/') + 1));
        } catch (MalformedJson | NumberFormatException e) {
            throw new Skipped("the node names no status list");
        }
    }

    private Answer get(long list, String accept) throws NoAnswer {
        return trial.wire.get(StatusClaims.PATH + list, accept);
    }

    private StatusClaims claims(long list) throws NoAnswer {
        Answer answer = get(list, StatusToken.CWT);
        if (answer.status() != 200 || !answer.mediaType().equals(StatusToken.CWT)) {
            throw new NoAnswer(answer.status() + " of media type '" + answer.mediaType() + "'");
        }
        try {
            return StatusRules.decide(answer.body(), trial.node, list, trial.trust, trial.now());
        } catch (Refusal e) {
            throw new NoAnswer("not to be believed: " + e.type().wire() + " " + e.facts());
        }
    }

    private String jwt() throws NoAnswer, Skipped {
        long list = number();
        Answer answer = get(list, StatusToken.JWT);
        if (answer.status() != 200 || !answer.mediaType().equals(StatusToken.JWT)) {
            return answer.status() + " of media type '" + answer.mediaType() + "'";
        }
        try {
            StatusToken token = StatusToken.parseJwt(answer.body());
            NodeKey key = trial.trust.key(trial.node, KeyUse.STATUS, token.kid()).orElse(null);
            if (key == null || key.standing(trial.now(), trial.now()) != NodeKey.Standing.GOOD) {
                return "signed by no key for status lists";
            }
            token.verify(key.key());
            String subject = StatusClaims.subjectOf(published(), list);
            return token.claims().subject().equals(subject) ? SIGNED : "another list's address";
        } catch (MalformedStatusList e) {
            return "malformed: " + e.getMessage();
        } catch (BadSignature e) {
            return "its signature does not hold";
        }
    }

    private void missing(String id, String zh, String en, String number) {
        check(
                id,
                zh,
                en,
                "404",
                () -> String.valueOf(trial.wire.get(StatusClaims.PATH + number).status()));
    }

    private static String said(StatusClaims claims, Pass pass) {
        long index = pass.claims().statusIndex();
        return (claims.list().covers(index) ? "covered" : "not covered")
                + (claims.list().isSet(index) ? ", set" : ", not set");
    }

    /** What the pass's list says once it says that it ended, or after the time for that. */
    private String after(Pass pass) throws NoAnswer {
        Instant until = trial.now().plus(SET_IN);
        while (true) {
            StatusClaims claims = claims(pass.claims().statusList());
            boolean set = claims.list().isSet(pass.claims().statusIndex());
            if (set || !trial.now().isBefore(until)) {
                return said(claims, pass);
            }
            Trial.pause(PAUSE_MILLIS);
        }
    }

    private String paused() throws NoAnswer, Skipped {
        List<String> consents =
                List.of(holder.consents(holder.purpose()), holder.consents(holder.purpose()));
        Pass paused = holder.pass(consents.getFirst());
        Pass ended = holder.pass(consents.getLast());
        holder.platform().change(consents.getFirst(), "POST", "/pause");
        holder.platform().change(consents.getLast(), "DELETE", "");
        String other = after(ended);
        return other.endsWith(", set")
                ? said(claims(paused.claims().statusList()), paused)
                : "the withdrawal: " + other;
    }

    private void check(String id, String zh, String en, String expected, Trial.Attempt attempt) {
        trial.check(id, null, "4", zh, en, expected, attempt);
    }
}
