package org.xinqiao.gateway.permit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.reason.Reason;
import org.xinqiao.gateway.authenticate.AuthenticCode;
import org.xinqiao.gateway.people.PartnerList;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.Benefit;

/**
 * What a counter may grant while the home city is out of reach (protocol, section 4): what the
 * pass's own bits say, as long as its status list is known to be fresh, and nothing else. Where
 * that is not enough the visitor waits; the lack of a line is never "no effect".
 *
 * <p>A limit that is counted over all cities is not known off line: an agreement that minds marks
 * the class as needing freshness.
 */
public final class OfflineRules {
    /** Name and version of these rules, part of the policy digest. */
    private static final String RULES = "xinqiao.offline/1";

    private OfflineRules() {}

    /** The digest of these rules and the agreement that they were used with. */
    public static String policy(Agreement agreement) {
        byte[] rules = (RULES + " " + agreement.digest()).getBytes(StandardCharsets.UTF_8);
        return Base64Url.encode(Suite.INTL.digest(rules));
    }

    /**
     * The benefits that apply, each {@link Outcome#BENEFIT}.
     *
     * @param list the status list that the pass names, as far as it is known
     * @throws Refusal {@code code-revoked} if the pass has ended; {@code try-later} if it is not
     *     known that it has not, or where no benefit is left
     */
    public static List<Decision> decide(
            AuthenticCode code,
            Collection<Benefit> benefits,
            Optional<PartnerList> list,
            Instant now)
            throws Refusal {
        long index = code.claims().statusIndex();
        if (list.isPresent() && list.get().list().isSet(index)) {
            throw new Refusal(ProblemType.CODE_REVOKED);
        }
        boolean runs =
                list.isPresent()
                        && list.get().isFresh(now)
                        && list.get().list().covers(index)
                        && now.isBefore(expires(code));
        List<Decision> granted =
                benefits.stream()
                        .filter(benefit -> runs && grants(code, benefit))
                        .sorted(Comparator.comparing(Benefit::id))
                        .map(benefit -> decision(code, benefit))
                        .toList();
        if (granted.isEmpty()) {
            throw new Refusal(ProblemType.TRY_LATER, "dependency", "home-city");
        }
        return granted;
    }

    /**
     * Whether the pass itself grants a benefit to whoever shows it with its device key. A rung does
     * not: it does not say for which purposes the holder consented.
     */
    public static boolean grants(AuthenticCode code, Benefit benefit) {
        AgreementClass clazz = code.agreement().classNumbered(benefit.classNumber()).orElse(null);
        boolean presented = code.code().presentation().isPresent();
        return presented
                && clazz != null
                && benefit.agreement() == code.agreement().number()
                && !clazz.fresh()
                && (!clazz.challenge() || challenged(code))
                && code.claims().claim() instanceof PassClaim.Classes classes
                && classes.set().get(clazz.number());
    }

    private static boolean challenged(AuthenticCode code) {
        return code.code().presentation().flatMap(shown -> shown.challenge()).isPresent();
    }

    private static Decision decision(AuthenticCode code, Benefit benefit) {
        String clause =
                code.agreement()
                        .classNumbered(benefit.classNumber())
                        .map(AgreementClass::clause)
                        .orElseThrow();
        return new Decision(
                benefit.id(),
                Outcome.BENEFIT,
                Reason.CONDITIONS_MET.wire(),
                code.agreement().number() + "#" + clause,
                WireTime.of(expires(code)));
    }

    private static Instant expires(AuthenticCode code) {
        return Instant.ofEpochSecond(code.claims().expiresAt());
    }
}
