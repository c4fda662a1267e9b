package org.xinqiao.gateway.vectors;

import static org.xinqiao.contracts.problem.ProblemType.*;
import static org.xinqiao.gateway.vectors.VectorFederation.HOME;
import static org.xinqiao.gateway.vectors.VectorFederation.HOST;
import static org.xinqiao.gateway.vectors.VectorFederation.NOW;
import static org.xinqiao.gateway.vectors.VectorFederation.STRANGER;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.HexFormat;
import org.xinqiao.contracts.code.Base45;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import tools.jackson.databind.node.ObjectNode;

/** Section 4: credit codes, as the host city's node judges them. */
final class CodeVectors {
    private static final int ORGANISATION_CLASS = 8;
    private static final HexFormat HEX = HexFormat.of();

    private final VectorFederation federation;
    private final VectorFile file =
            new VectorFile(
                    "codes.json",
                    "Protocol, section 4. 'code' is the text of the QR code, shown in 'audience' at"
                            + " 'now'; presentations may be 60 s old. A verifier acts by"
                            + " federation.json. What depends on memory (shown before, spent) is"
                            + " not here.");
    private int made;

    CodeVectors(VectorFederation federation) {
        this.federation = federation;
    }

    VectorFile file() throws InvalidKey, Refusal {
        for (SignatureAlgorithm algorithm : VectorFederation.ALGORITHMS) {
            accepted(algorithm);
            keys(algorithm);
            times(algorithm);
            presentations(algorithm);
            meaning(algorithm);
        }
        form();
        base45();
        for (SignatureAlgorithm algorithm : VectorFederation.ALGORITHMS) {
            organisations(algorithm);
        }
        return file;
    }

    private MadeCode code(SignatureAlgorithm algorithm) {
        var code = new MadeCode(federation.key(HOME, algorithm), device(algorithm), ++made);
        return code;
    }

    /** Device keys are P-256 or SM2. */
    private SigningKey device(SignatureAlgorithm algorithm) {
        SignatureAlgorithm own =
                algorithm == SignatureAlgorithm.EDDSA ? SignatureAlgorithm.ES256 : algorithm;
        return federation.make("device", own, "");
    }

    private void accepted(SignatureAlgorithm algorithm) throws InvalidKey, Refusal {
        accept(algorithm, "class bits, one benefit", code(algorithm));
        MadeCode none = code(algorithm);
        none.claim = PassClaim.Classes.of(new BitSet(), VectorFederation.HIGHEST_CLASS);
        accept(algorithm, "class bits, no benefit", none);
        MadeCode rung = code(algorithm);
        rung.claim = new PassClaim.Rung(2);
        accept(algorithm, "level 1, a rung", rung);
        MadeCode bearer = code(algorithm);
        bearer.device = null;
        bearer.presenter = null;
        accept(algorithm, "bearer code", bearer);
        MadeCode challenged = code(algorithm);
        challenged.challenge = HEX.parseHex("00112233445566778899aabbccddeeff");
        accept(algorithm, "with the answer to a terminal's challenge", challenged);
        MadeCode oldest = code(algorithm);
        oldest.shown = NOW.minusSeconds(60);
        accept(algorithm, "presentation of exactly 60 s", oldest);
        MadeCode ahead = code(algorithm);
        ahead.shown = NOW.plusSeconds(10);
        accept(algorithm, "presentation exactly 10 s ahead", ahead);
        MadeCode longest = code(algorithm);
        longest.expires = longest.issued.plus(Duration.ofHours(24));
        accept(algorithm, "pass of exactly 24 h", longest);
        MadeCode other = code(algorithm);
        SignatureAlgorithm otherDevice =
                algorithm == SignatureAlgorithm.SM2SM3
                        ? SignatureAlgorithm.ES256
                        : SignatureAlgorithm.SM2SM3;
        other.device = federation.make("device", otherDevice, "");
        other.presenter = other.device;
        accept(algorithm, "device key of the other suite", other);
        MadeCode retired = code(algorithm);
        retired.issuer = federation.make(HOME, algorithm, "retired");
        accept(algorithm, "dated before its key was retired", retired);
    }

    /** A code of an organisation looks like any other: its class alone says what it is for. */
    private void organisations(SignatureAlgorithm algorithm) throws InvalidKey, Refusal {
        MadeCode opened = code(algorithm);
        opened.claim = classes(VectorFederation.HIGHEST_CLASS, ORGANISATION_CLASS);
        accept(algorithm, "an organisation's class", opened);
        MadeCode none = code(algorithm);
        none.claim = PassClaim.Classes.of(new BitSet(), VectorFederation.HIGHEST_CLASS);
        accept(algorithm, "an organisation, no benefit", none);
        MadeCode bearer = code(algorithm);
        bearer.claim = classes(VectorFederation.HIGHEST_CLASS, ORGANISATION_CLASS);
        bearer.device = null;
        bearer.presenter = null;
        accept(algorithm, "an organisation's bearer code", bearer);
        MadeCode unknown = code(algorithm);
        unknown.claim = classes(VectorFederation.HIGHEST_CLASS, ORGANISATION_CLASS - 1);
        refuse(
                algorithm,
                "a class beside the organisations' that nobody agreed",
                unknown,
                CLASS_UNKNOWN);
    }

    private void keys(SignatureAlgorithm algorithm) throws InvalidKey {
        MadeCode forged = code(algorithm);
        SigningKey stolen = federation.make("stranger", algorithm, "");
        forged.issuer = new Masked(stolen, federation.key(HOME, algorithm));
        refuse(
                algorithm,
                "signed by another key under the city's kid",
                forged,
                CODE_SIGNATURE_INVALID);
        MadeCode unknown = code(algorithm);
        unknown.issuer = stolen;
        refuse(algorithm, "kid that no member publishes", unknown, CODE_KEY_UNKNOWN);
        MadeCode foreign = code(algorithm);
        foreign.issuer = federation.key(STRANGER, algorithm);
        refuse(algorithm, "kid of another member", foreign, CODE_KEY_UNKNOWN);
        MadeCode records = code(algorithm);
        records.issuer = federation.make(HOME, algorithm, "records");
        refuse(algorithm, "key without the use pass", records, CODE_KEY_NOT_FOR_PASSES);
        MadeCode revoked = code(algorithm);
        revoked.issuer = federation.make(HOME, algorithm, "revoked");
        refuse(algorithm, "revoked key", revoked, CODE_KEY_REVOKED);
        MadeCode retired = code(algorithm);
        retired.issuer = federation.make(HOME, algorithm, "retired");
        retired.issued = NOW;
        retired.shown = NOW;
        refuse(algorithm, "dated after its key was retired", retired, CODE_KEY_RETIRED);
        MadeCode future = code(algorithm);
        future.issuer = federation.make(HOME, algorithm, "future");
        refuse(algorithm, "key that starts tomorrow", future, CODE_KEY_NOT_YET_VALID);
        for (SignatureAlgorithm other : VectorFederation.ALGORITHMS) {
            if (other != algorithm) {
                MadeCode mixed = code(algorithm);
                mixed.issuer =
                        new Masked(federation.key(HOME, other), federation.key(HOME, algorithm));
                String what = "alg " + other.jose() + " with the kid of a key of another";
                refuse(algorithm, what, mixed, CODE_ALGORITHM_NOT_ALLOWED);
            }
        }
    }

    private void times(SignatureAlgorithm algorithm) throws InvalidKey {
        MadeCode expired = code(algorithm);
        expired.issued = NOW.minus(Duration.ofHours(2));
        expired.expires = NOW;
        expired.shown = NOW.minusSeconds(1);
        refuse(algorithm, "at the very second of its exp", expired, CODE_EXPIRED);
        MadeCode early = code(algorithm);
        early.issued = NOW.plusSeconds(11);
        early.shown = NOW.plusSeconds(11);
        refuse(algorithm, "issued in the future", early, CODE_NOT_YET_VALID);
        MadeCode eternal = code(algorithm);
        eternal.expires = eternal.issued.plus(Duration.ofHours(24)).plusSeconds(1);
        refuse(algorithm, "a second longer than 24 h", eternal, CODE_LIFETIME_TOO_LONG);
        MadeCode backwards = code(algorithm);
        backwards.expires = backwards.issued;
        refuse(algorithm, "ends when it begins", backwards, CODE_LIFETIME_TOO_LONG);
    }

    private void presentations(SignatureAlgorithm algorithm) throws InvalidKey {
        MadeCode missing = code(algorithm);
        missing.presenter = null;
        refuse(algorithm, "device key without presentation", missing, PRESENTATION_MISSING);
        MadeCode unexpected = code(algorithm);
        unexpected.device = null;
        refuse(algorithm, "presentation without device key", unexpected, PRESENTATION_UNEXPECTED);
        MadeCode forged = code(algorithm);
        forged.presenter = federation.make("another device", device(algorithm).algorithm(), "");
        refuse(algorithm, "by another device", forged, PRESENTATION_SIGNATURE_INVALID);
        MadeCode moved = code(algorithm);
        moved.presentedWith = code(algorithm);
        refuse(algorithm, "presentation of another pass", moved, PRESENTATION_SIGNATURE_INVALID);
        MadeCode old = code(algorithm);
        old.shown = NOW.minusSeconds(61);
        refuse(algorithm, "presentation of 61 s", old, PRESENTATION_TOO_OLD);
        MadeCode ahead = code(algorithm);
        ahead.shown = NOW.plusSeconds(11);
        refuse(algorithm, "presentation 11 s ahead", ahead, PRESENTATION_FROM_FUTURE);
        MadeCode before = code(algorithm);
        before.issued = NOW.minusSeconds(10);
        before.shown = NOW.minusSeconds(11);
        refuse(algorithm, "presentation before the pass begins", before, PRESENTATION_OUTSIDE_PASS);
        MadeCode after = code(algorithm);
        after.expires = NOW.plusSeconds(5);
        after.shown = NOW.plusSeconds(5);
        refuse(algorithm, "presentation when the pass has ended", after, PRESENTATION_OUTSIDE_PASS);
        MadeCode offCurve = code(algorithm);
        offCurve.offCurve = true;
        refuse(algorithm, "device key that is no point of its curve", offCurve, CODE_MALFORMED);
    }

    private void meaning(SignatureAlgorithm algorithm) throws InvalidKey {
        MadeCode elsewhere = code(algorithm);
        elsewhere.audience = STRANGER;
        refuse(algorithm, "aud is another city", elsewhere, CODE_FOR_ANOTHER_CITY);
        MadeCode another = code(algorithm);
        another.agreement = VectorFederation.AGREEMENT + 1;
        refuse(algorithm, "agreement that is not in force", another, ISSUER_WITHOUT_AGREEMENT);
        MadeCode stranger = code(algorithm);
        stranger.iss = STRANGER;
        stranger.issuer = federation.key(STRANGER, algorithm);
        refuse(algorithm, "issuer that is no party", stranger, ISSUER_WITHOUT_AGREEMENT);
        MadeCode rung = code(algorithm);
        rung.claim = new PassClaim.Rung(3);
        refuse(algorithm, "rung that the ladder does not hold", rung, LEVEL_UNKNOWN);
        MadeCode class1 = code(algorithm);
        class1.claim = classes(VectorFederation.HIGHEST_CLASS, 1);
        refuse(algorithm, "class that the agreement does not hold", class1, CLASS_UNKNOWN);
        MadeCode narrow = code(algorithm);
        narrow.claim = classes(7, 0);
        refuse(algorithm, "class bits too short", narrow, CLASS_UNKNOWN);
        MadeCode wide = code(algorithm);
        wide.claim = classes(16, 0);
        refuse(algorithm, "class bits too long", wide, CLASS_UNKNOWN);
    }

    static PassClaim classes(int highest, int set) {
        var bits = new BitSet();
        bits.set(set);
        return PassClaim.Classes.of(bits, highest);
    }

    /** Each of these was a good code before the one change; form is judged before signatures. */
    private void form() throws InvalidKey, Refusal {
        MadeCode whole = code(SignatureAlgorithm.ES256);
        edited("array head in a longer form", whole, "8284", "98028284".substring(0, 4) + "84");
        edited("array of indefinite length", whole, "8284", "9f84");
        edited("a tag before the pass", whole, "8284", "82d284");
        edited("a map in the place of the array", whole, "8284", "a284");
        edited("three parts", whole, "8284", "8384");
        edited("unprotected header not empty", whole, "a058", "a1000058");
        edited("protected header without kid", whole, "a20126", "a10126");
        edited("protected header in another order", whole, "a2012604", "a2042601");
        edited("alg ES384", whole, "a20126", "a2013822");
        edited("kid of another length", whole, "0448", "0447");
        edited("claims in another order", whole, "0366", "0566");
        edited("iss that is no division code", whole, "0166333530323030", "0166333530323078");
        edited("iss as bytes", whole, "0166333530323030", "0146333530323030");
        edited("a time as a float", whole, "061a", "06fa");
        edited("an integer in a longer form", whole, "1a00055731", "1b0000000000055731");
        edited("level in a longer form", whole, "1a0005573100", "1a000557311800");
        edited("COSE_Key of another type", whole, "a401022001", "a401012001");
        edited("COSE_Key on another curve", whole, "a401022001", "a401022002");
        String hex = hex(whole);
        malformed("cut off", hex.substring(0, hex.length() - 2));
        malformed("a byte too many", hex + "00");
        malformed("nothing", "");
        malformed("an empty array", "80");
        malformed("a length that passes the end", "82845affffffff");
        malformed("nested arrays", "81".repeat(200));
        ObjectNode level = file.refuses("form: level 2", "4", NOW, LEVEL_UNKNOWN);
        String two = replaced(hex, "1a0005573100", "1a0005573102");
        level.put("audience", HOST.value()).put("code", text(two));
    }

    private void base45() throws InvalidKey {
        String good = code(SignatureAlgorithm.ES256).text();
        refuse("Base45: a character outside the alphabet", good.replaceFirst(".$", "_"));
        refuse("Base45: lower case", good.toLowerCase(java.util.Locale.ROOT).replace("xq1", "XQ1"));
        refuse("Base45: a group over 65535", "XQ1:GGW");
        refuse("Base45: a last group over 255", "XQ1:::");
        refuse("Base45: a length of 1 modulo 3", "XQ1:BB8A");
        refuse("without XQ1:", good.substring(4));
        refuse("of another version", "XQ2:" + good.substring(4));
        refuse("a space before", " " + good);
        refuse("a line end after", good + "\n");
        refuse("nothing after XQ1:", "XQ1:");
        refuse("empty", "");
        refuse("484 characters", "XQ1:" + "0".repeat(480));
    }

    private void refuse(String what, String text) {
        file.refuses(what, "4", NOW, CODE_MALFORMED)
                .put("audience", HOST.value())
                .put("code", text);
    }

    private static String hex(MadeCode code) throws InvalidKey, Refusal {
        return HEX.formatHex(Base45.decode(code.text(), CreditCode.PREFIX.length()));
    }

    private static String text(String hex) {
        return CreditCode.PREFIX + Base45.encode(HEX.parseHex(hex));
    }

    private void edited(String what, MadeCode code, String from, String to)
            throws InvalidKey, Refusal {
        malformed(what, replaced(hex(code), from, to));
    }

    private static String replaced(String hex, String from, String to) {
        int at = hex.indexOf(from);
        while (at % 2 != 0) {
            if (at < 0) {
                throw new IllegalStateException(from + " is not in " + hex);
            }
            at = hex.indexOf(from, at + 1);
        }
        return hex.substring(0, at) + to + hex.substring(at + from.length());
    }

    private void malformed(String what, String hex) {
        refuse("form: " + what, text(hex));
    }

    private void accept(SignatureAlgorithm algorithm, String what, MadeCode code)
            throws InvalidKey, Refusal {
        CreditCode parsed = CreditCode.parse(code.text());
        ObjectNode vector = file.accepts(algorithm.jose() + ": " + what, "4", NOW);
        vector.put("audience", code.audience.value()).put("code", code.text());
        ObjectNode says = vector.putObject("says");
        says.put("iss", code.iss.division().code()).put("aud", code.audience.division().code());
        says.put("iat", code.issued.getEpochSecond()).put("exp", code.expires.getEpochSecond());
        says.put("agreement", code.agreement).put("level", code.claim.level());
        switch (code.claim) {
            case PassClaim.Classes classes -> says.put("claim", HEX.formatHex(classes.bits()));
            case PassClaim.Rung rung -> says.put("claim", rung.number());
        }
        says.put("statusList", 0).put("statusIndex", code.index());
        says.put("consentRef", parsed.pass().claims().consentRef().wire());
        parsed.presentation()
                .ifPresent(p ->
                        says.put("nonce", HEX.formatHex(p.nonce()))
                                .put("presentedAt", p.issuedAt()));
    }

    private void refuse(
            SignatureAlgorithm algorithm, String what, MadeCode code, ProblemType problem)
            throws InvalidKey {
        file.refuses(algorithm.jose() + ": " + what, "4", NOW, problem)
                .put("audience", HOST.value())
                .put("code", code.text());
    }

    static Instant hour() {
        return NOW.truncatedTo(ChronoUnit.HOURS);
    }
}
