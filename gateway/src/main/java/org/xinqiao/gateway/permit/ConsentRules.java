package org.xinqiao.gateway.permit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.xinqiao.contracts.identity.NaturalPersonNumber;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.Consent;

/** Whether a consent covers what is asked, now. */
public final class ConsentRules {
    /** Scores and benefits are for people of 18 and over (rule R20; city rules). */
    public static final int AGE_MIN = 18;

    /** Dates are calendar dates here (protocol, section 1). */
    public static final ZoneId CALENDAR = ZoneId.of("Asia/Shanghai");

    private ConsentRules() {}

    /**
     * Returns only if the consent is live, for this recipient and purpose, and of nobody under age.
     *
     * @throws Refusal names the first rule that does not hold
     */
    public static void decide(Consent consent, NodeId recipient, String purpose, Instant now)
            throws Refusal {
        if (!consent.recipient().equals(recipient)) {
            throw new Refusal(ProblemType.CONSENT_FOR_ANOTHER_RECIPIENT);
        }
        decideState(consent, now);
        if (!consent.purposes().contains(purpose)) {
            throw new Refusal(ProblemType.CONSENT_FOR_ANOTHER_PURPOSE, "purpose", purpose);
        }
        decideAge(consent.subject(), now);
    }

    /** Returns only if the consent is live. */
    public static void decideState(Consent consent, Instant now) throws Refusal {
        if (consent.spent()) {
            throw new Refusal(ProblemType.CONSENT_USED);
        }
        switch (consent.stateAt(now)) {
            case ACTIVE -> {}
            case PAUSED -> throw new Refusal(ProblemType.CONSENT_PAUSED);
            case WITHDRAWN -> throw new Refusal(ProblemType.CONSENT_WITHDRAWN);
            case EXPIRED -> throw new Refusal(ProblemType.CONSENT_EXPIRED);
        }
    }

    /** Returns only if a person is 18 or over on the calendar date; organisations have no age. */
    public static void decideAge(SubjectNumber subject, Instant now) throws Refusal {
        LocalDate today = now.atZone(CALENDAR).toLocalDate();
        if (subject instanceof NaturalPersonNumber person && person.ageOn(today) < AGE_MIN) {
            throw new Refusal(ProblemType.SUBJECT_UNDER_AGE, "age_min", String.valueOf(AGE_MIN));
        }
    }
}
