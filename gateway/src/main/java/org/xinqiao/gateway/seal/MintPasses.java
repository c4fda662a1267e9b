package org.xinqiao.gateway.seal;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.DeviceKey;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.PassClaims;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.CodeBounds;
import org.xinqiao.gateway.disclose.DisclosedClaim;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.ConsentState;
import org.xinqiao.gateway.people.Consents;
import org.xinqiao.gateway.people.MintedPass;
import org.xinqiao.gateway.people.PassForm;
import org.xinqiao.gateway.people.Passes;
import org.xinqiao.gateway.people.StatusLists;
import org.xinqiao.gateway.permit.PermittedIssue;

/**
 * Station 7 for passes: signs each with a random reference and status index of its own, and records
 * it before it is handed out.
 */
@Component
public class MintPasses {
    /** With half of a list free, as many draws in vain mean that it is full after all. */
    private static final int DRAWS_MAX = 64;

    private final Sealer sealer;
    private final Consents consents;
    private final StatusLists lists;
    private final Passes passes;
    private final SecureRandom random;

    /** Signs with the node's keys and records in its database. */
    public MintPasses(
            Sealer sealer,
            Consents consents,
            StatusLists lists,
            Passes passes,
            SecureRandom random) {
        this.sealer = sealer;
        this.consents = consents;
        this.lists = lists;
        this.passes = passes;
        this.random = random;
    }

    /** One pass a device key, or one bearer code. */
    @Handler
    public List<Minted> mint(DisclosedClaim disclosed) throws Refusal {
        PermittedIssue issue = disclosed.issue();
        SigningKey key =
                sealer.preferredKey(
                        KeyUse.PASS,
                        issue.consent().recipient(),
                        issue.trust(),
                        issue.wanted().at());
        stillStands(issue);
        var minted = new ArrayList<Minted>();
        for (DeviceKey device : issue.wanted().deviceKeys()) {
            minted.add(mint(disclosed, key, device));
        }
        if (minted.isEmpty()) {
            minted.add(mint(disclosed, key, null));
        }
        return minted;
    }

    /** Held against withdrawal, which could not end a pass that it does not see yet. */
    private void stillStands(PermittedIssue issue) throws Refusal {
        ConsentState state =
                consents.holdToShare(issue.consent().id())
                        .map(Consent::state)
                        .orElseThrow(() -> new Refusal(ProblemType.CONSENT_UNKNOWN));
        switch (state) {
            case ACTIVE -> {}
            case PAUSED -> throw new Refusal(ProblemType.CONSENT_PAUSED);
            case WITHDRAWN -> throw new Refusal(ProblemType.CONSENT_WITHDRAWN);
            case EXPIRED -> throw new Refusal(ProblemType.CONSENT_EXPIRED);
        }
    }

    private Minted mint(DisclosedClaim disclosed, SigningKey key, @Nullable DeviceKey device) {
        PermittedIssue issue = disclosed.issue();
        Instant now = issue.wanted().at();
        PassForm form = issue.wanted().form();
        var times = PassTimes.decide(now, form, issue.consent().expiresAt());
        MintedPass record = record(issue, times);
        var claims =
                new PassClaims(
                        issue.trust().self().division(),
                        issue.consent().recipient().division(),
                        times.issuedAt().getEpochSecond(),
                        times.expiresAt().getEpochSecond(),
                        device,
                        record.agreement(),
                        disclosed.claim(),
                        record.statusList(),
                        record.statusIndex(),
                        record.consentRef());
        Instant good =
                form == PassForm.SCREEN ? now.plus(CodeBounds.BEARER_AGE_MAX) : times.expiresAt();
        return new Minted(new CreditCode(Pass.sign(key, claims), null), good);
    }

    private MintedPass record(PermittedIssue issue, PassTimes times) {
        while (true) {
            StatusLists.Open list = lists.open();
            for (int draw = 0; draw < DRAWS_MAX; draw++) {
                MintedPass record = draw(issue, times, list);
                if (passes.add(record)) {
                    return record;
                }
            }
            lists.close(list.number());
        }
    }

    private MintedPass draw(PermittedIssue issue, PassTimes times, StatusLists.Open list) {
        byte[] ref = new byte[ConsentRef.BYTES];
        random.nextBytes(ref);
        return new MintedPass(
                new ConsentRef(ref),
                issue.consent().id(),
                issue.agreement().number(),
                list.number(),
                random.nextLong(list.indices()),
                issue.wanted().form(),
                issue.wanted().at(),
                times.expiresAt(),
                null);
    }
}
