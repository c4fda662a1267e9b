package org.xinqiao.gateway.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.sandbox.people.CityProfile;
import org.xinqiao.gateway.sandbox.people.Resident;
import org.xinqiao.gateway.sandbox.people.Residents;
import org.xinqiao.gateway.sandbox.people.SampleResidents;
import tools.jackson.databind.node.ObjectNode;

/** Gives consents and fetches passes as Xiamen's own platform does, for synthetic residents. */
final class Wallets {
    /** What every visitor comes for. */
    static final String PURPOSE = "library.lending";

    /** The host city's benefit for it, and from which score of Xiamen's it applies. */
    static final String BENEFIT = TwoCities.HOST + "/library.deposit-free";

    private static final int LEAST_SCORE = 600;
    private static final int ADULT_FOR_SURE_YEARS = 20;
    private static final int PASSES_PER_RESIDENT = 16;

    private final ApiClient platform;
    private final SecureRandom random;

    Wallets(ApiClient platform, SecureRandom random) {
        this.platform = platform;
        this.random = random;
    }

    /** The passes of so many residents. */
    List<HeldPass> fill(int residents, Bench.Wanted wanted) throws IOException {
        var passes = new ArrayList<HeldPass>();
        for (Resident resident : adults(residents, wanted)) {
            passes.addAll(passes(resident));
        }
        return passes;
    }

    /** The text of a bearer code, to know its size. */
    String bearerCode() throws IOException {
        ObjectNode subject = subject(adults(1, Bench.Wanted.ANY).getFirst());
        ObjectNode wanted = StrictJson.object().put("consent", consent(subject));
        wanted.set("subject", subject);
        return platform.create("/api/v1/credit-codes", wanted).path("code").asString();
    }

    private static List<Resident> adults(int most, Bench.Wanted wanted) {
        LocalDate grownUp = LocalDate.now(ZoneOffset.UTC).minusYears(ADULT_FOR_SURE_YEARS);
        return Residents.of(CityProfile.XIAMEN, SampleResidents.read())
                .named("")
                .filter(resident -> resident.birthDate().isBefore(grownUp))
                .filter(resident ->
                        wanted == Bench.Wanted.ANY
                                || outcome(resident).name().equals(wanted.name()))
                .limit(most)
                .toList();
    }

    private static ObjectNode subject(Resident resident) {
        return StrictJson.object()
                .put("type", resident.number().type().name())
                .put("number", resident.number().reveal());
    }

    /** A consent that can be withdrawn, and its one pass. */
    record Given(String consent, HeldPass pass) {}

    /** Residents whom the benefit applies to. */
    static List<Resident> entitled(int most) {
        return adults(most, Bench.Wanted.BENEFIT);
    }

    /** A consent of its own with one pass. */
    Given given(Resident resident) throws IOException {
        String consent = consent(subject(resident));
        return new Given(consent, passes(resident, consent, 1).getFirst());
    }

    private List<HeldPass> passes(Resident resident) throws IOException {
        return passes(resident, consent(subject(resident)), PASSES_PER_RESIDENT);
    }

    private List<HeldPass> passes(Resident resident, String consent, int count) throws IOException {
        ObjectNode subject = subject(resident);
        var devices = new ArrayList<SigningKey>();
        ObjectNode wanted = StrictJson.object().put("consent", consent);
        wanted.set("subject", subject);
        var jwks = wanted.putArray("deviceKeys");
        for (int i = 0; i < count; i++) {
            SigningKey device = Keys.generate(SignatureAlgorithm.ES256, random);
            devices.add(device);
            jwks.add(device.publicKey().jwk());
        }
        var minted = platform.create("/api/v1/credit-codes", wanted).path("passes");
        Outcome outcome = outcome(resident);
        var passes = new ArrayList<HeldPass>();
        for (int i = 0; i < devices.size(); i++) {
            String pass = minted.path(i).path("pass").asString();
            passes.add(new HeldPass(decoded(pass), devices.get(i), outcome));
        }
        return passes;
    }

    private static Outcome outcome(Resident resident) {
        return resident.score().orElse(0) >= LEAST_SCORE ? Outcome.BENEFIT : Outcome.NO_EFFECT;
    }

    private String consent(ObjectNode subject) throws IOException {
        ObjectNode consent =
                StrictJson.object()
                        .put("recipient", TwoCities.HOST)
                        .put("disclosure", "ELIGIBILITY")
                        .put("use", "PERIOD");
        consent.set("subject", subject);
        consent.putArray("purposes").add(PURPOSE);
        consent.putObject("evidence").put("method", "REAL_PERSON").put("reference", "bench");
        return platform.create("/api/v1/consents", consent).path("id").asString();
    }

    private static Pass decoded(String base64url) throws IOException {
        try {
            return Pass.decode(Base64Url.decode(base64url));
        } catch (Refusal | MalformedJson e) {
            throw new IOException("the node minted what is no pass", e);
        }
    }
}
