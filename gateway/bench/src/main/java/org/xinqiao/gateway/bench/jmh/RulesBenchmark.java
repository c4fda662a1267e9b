package org.xinqiao.gateway.bench.jmh;

import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.disclose.Basis;
import org.xinqiao.gateway.disclose.DisclosureRules;
import org.xinqiao.gateway.people.HeldUnits;
import org.xinqiao.gateway.people.PersonStanding;
import org.xinqiao.gateway.people.Standing;
import org.xinqiao.gateway.recognise.RecognitionRules;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.NodeKey;

/** Trust, decision and filter: everything that is neither a signature nor a form. */
public class RulesBenchmark extends Measured {
    private static final List<String> ITEMS = List.of("credit.code", "credit.eligibility");

    private final Trusted trusted = new Trusted(SignatureAlgorithm.ES256);
    private final ActingTrust home = trusted.of(Trusted.HOME);
    private final Standing standing = new PersonStanding(650);
    private final Basis consented = new Basis.Consented(true, false);

    /** The key of a message's sender. */
    @Benchmark
    public Optional<NodeKey> keyOfSender() {
        return trusted.snapshot.key(Trusted.HOST, KeyUse.MESSAGE, trusted.key.kid());
    }

    /** The agreement that two cities act on. */
    @Benchmark
    public Optional<Agreement> agreementWithPartner() {
        return home.agreementWith(Trusted.HOST, Trusted.AGREEMENT);
    }

    /** Ten benefits. */
    @Benchmark
    public List<Decision> decideBenefits() {
        return RecognitionRules.decide(
                trusted.snapshot.benefitsOf(Trusted.HOST),
                trusted.agreement,
                Trusted.HOME,
                standing,
                HeldUnits.UNCOUNTED,
                Trusted.NOW);
    }

    /** The filter over what leaves with an answer. */
    @Benchmark
    public void filterItems() throws Refusal {
        DisclosureRules.decide(ITEMS, consented, trusted.snapshot.catalogue());
    }
}
