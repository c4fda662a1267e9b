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
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.CodeBounds;
import org.xinqiao.gateway.disclose.DisclosedClaim;
import org.xinqiao.gateway.people.MintedPass;
import org.xinqiao.gateway.people.Passes;
import org.xinqiao.gateway.permit.PermittedIssue;

/**
 * Station 7 for passes: signs each with a random reference and status index of its own, and records
 * it before it is handed out.
 */
@Component
public class MintPasses {
    /** Until status lists are published, every pass names this one. */
    private static final long STATUS_LIST = 0;

    private static final long STATUS_INDEX_BOUND = 1L << 32;

    private final Sealer sealer;
    private final Passes passes;
    private final SecureRandom random;

    /** Signs with the node's keys and records in its database. */
    public MintPasses(Sealer sealer, Passes passes, SecureRandom random) {
        this.sealer = sealer;
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
        var minted = new ArrayList<Minted>();
        for (DeviceKey device : issue.wanted().deviceKeys()) {
            minted.add(mint(disclosed, key, device));
        }
        if (minted.isEmpty()) {
            minted.add(mint(disclosed, key, null));
        }
        return minted;
    }

    private Minted mint(DisclosedClaim disclosed, SigningKey key, @Nullable DeviceKey device) {
        PermittedIssue issue = disclosed.issue();
        Instant now = issue.wanted().at();
        boolean bearer = device == null;
        var times = PassTimes.decide(now, bearer, issue.consent().expiresAt());
        MintedPass record;
        do {
            record = draw(issue, times, bearer);
        } while (!passes.add(record));
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
        Instant good = bearer ? now.plus(CodeBounds.BEARER_AGE_MAX) : times.expiresAt();
        return new Minted(new CreditCode(Pass.sign(key, claims), null), good);
    }

    private MintedPass draw(PermittedIssue issue, PassTimes times, boolean bearer) {
        byte[] ref = new byte[ConsentRef.BYTES];
        random.nextBytes(ref);
        return new MintedPass(
                new ConsentRef(ref),
                issue.consent().id(),
                issue.agreement().number(),
                STATUS_LIST,
                random.nextLong(STATUS_INDEX_BOUND),
                bearer,
                issue.wanted().at(),
                times.expiresAt(),
                null);
    }
}
