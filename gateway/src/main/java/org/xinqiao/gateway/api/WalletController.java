package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.OrganisationName;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.Open;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.operate.Sessions;
import org.xinqiao.gateway.operate.WalletSession;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.Consents;
import org.xinqiao.gateway.people.Evidence;
import org.xinqiao.gateway.permit.ConsentTerms;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.DisclosureLevel;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.OrganisationTerms;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The wallet: its sessions, and what its page shows. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class WalletController {
    private static final int NAME_CHARACTERS_MAX = 64;

    private final Sessions sessions;
    private final Consents consents;
    private final Trust trust;
    private final NodeConfig config;
    private final Clock clock;

    WalletController(
            Sessions sessions, Consents consents, Trust trust, NodeConfig config, Clock clock) {
        this.sessions = sessions;
        this.consents = consents;
        this.trust = trust;
        this.config = config;
        this.clock = clock;
    }

    @PostMapping("/api/v1/wallet-sessions")
    @Roles(Role.PLATFORM)
    @ResponseStatus(HttpStatus.CREATED)
    ObjectNode open(@RequestBody byte[] body) throws Refusal {
        Sessions.Minted minted = Body.read(body, this::mint);
        ObjectNode json = StrictJson.object();
        json.put("token", minted.token());
        json.put("expires", WireTime.of(minted.expires()).toString());
        return json;
    }

    private Sessions.Minted mint(Fields body) throws MalformedJson, Refusal {
        SubjectNumber subject = Body.subject(body.object("subject"));
        Evidence evidence = Body.evidence(body);
        boolean organisation = AppliesTo.of(subject) == AppliesTo.ORGANISATION;
        ConsentTerms.decideAuthority(AppliesTo.of(subject), evidence);
        if (organisation) {
            return sessions.mint(
                    subject,
                    body.has("name") ? organisationName(body) : null,
                    evidence.method().name(),
                    evidence.reference(),
                    evidence.actingBy().orElseThrow().name());
        }
        PersonName name =
                body.has("name") ? PersonName.of(body.text("name", NAME_CHARACTERS_MAX)) : null;
        return sessions.mint(subject, name, evidence.method().name(), evidence.reference());
    }

    private static OrganisationName organisationName(Fields body) throws MalformedJson {
        try {
            return new OrganisationName(body.text("name"));
        } catch (InvalidIdentifier e) {
            throw body.malformed("name", e.rule());
        }
    }

    @GetMapping("/api/v1/wallet/entry")
    @Open
    ObjectNode entry() {
        ObjectNode json = StrictJson.object();
        json.put("entry", config.wallet() == null ? null : config.wallet().entry().toString());
        return json;
    }

    @GetMapping("/api/v1/wallet")
    @Roles(Role.WALLET)
    ObjectNode wallet(Caller caller) throws Refusal {
        Instant now = clock.instant();
        ActingTrust acting = trust.inForce(now);
        ObjectNode json = StrictJson.object();
        acting.snapshot().member(acting.self()).ifPresent(m -> node(json.putObject("node"), m));
        SubjectNumber own = Body.own(caller);
        holder(json, own, caller);
        partners(json.putArray("partners"), AppliesTo.of(own), acting);
        ArrayNode given = json.putArray("consents");
        consents.of(own).forEach(c -> given.add(consent(c, now, acting)));
        return json;
    }

    /** A consent to questions says in words what may be asked for. */
    private static ObjectNode consent(Consent consent, Instant now, ActingTrust acting) {
        ObjectNode json = ConsentViews.of(consent, now);
        if (!consent.isForCodes()) {
            ObjectNode told = json.putObject("told");
            ArrayNode purposes = told.putArray("purposes");
            consent.purposes()
                    .forEach(purpose -> {
                        ObjectNode one = StrictJson.object();
                        PurposeViews.write(one, purpose, acting);
                        purposes.add(one.path("name"));
                    });
            ArrayNode items = told.putArray("items");
            for (String code : consent.items()) {
                items.add(
                        acting.snapshot()
                                .catalogue()
                                .item(code)
                                .map(item -> Texts.of(item.nameZh(), item.nameEn()))
                                .orElseGet(() -> Texts.of(code, code)));
            }
        }
        return json;
    }

    /** A person's name is masked even here; an organisation's is public. */
    private static void holder(ObjectNode json, SubjectNumber own, Caller caller) {
        if (own instanceof UnifiedSocialCreditCode code) {
            json.putObject("organisation")
                    .put(
                            "name",
                            caller.session()
                                    .flatMap(WalletSession::organisationName)
                                    .map(OrganisationName::text)
                                    .orElse(""))
                    .put("code", code.text());
            return;
        }
        json.putObject("resident")
                .put(
                        "name",
                        caller.session()
                                .flatMap(WalletSession::personName)
                                .map(PersonName::masked)
                                .orElse(""));
    }

    private static void partners(ArrayNode partners, AppliesTo whom, ActingTrust acting) {
        acting.snapshot().members().stream()
                .filter(Member::isActive)
                .sorted(Comparator.comparing(member -> member.id().value()))
                .forEach(member ->
                        acting.agreementsWith(member.id()).stream()
                                .filter(a -> !ConsentTerms.purposesOf(a, whom).isEmpty())
                                .forEach(a -> partner(partners, member, a, whom, acting)));
    }

    private static void partner(
            ArrayNode partners,
            Member member,
            Agreement agreement,
            AppliesTo whom,
            ActingTrust acting) {
        ObjectNode json = partners.addObject();
        json.put("node", member.id().value());
        json.set("name", Texts.of(member.nameZh(), member.nameEn()));
        json.put("agreement", agreement.number());
        ArrayNode levels = json.putArray("disclosure");
        agreement.disclosure().stream()
                .filter(level -> whom == AppliesTo.NATURAL || level == DisclosureLevel.ELIGIBILITY)
                .sorted()
                .forEach(level -> levels.add(level.name()));
        ArrayNode purposes = json.putArray("purposes");
        for (String purpose : new TreeSet<>(ConsentTerms.purposesOf(agreement, whom))) {
            ObjectNode one = StrictJson.object();
            PurposeViews.write(one, purpose, acting);
            if (whom == AppliesTo.ORGANISATION) {
                one.put("named", named(agreement, purpose));
            }
            if (PurposeViews.benefits(one, purpose, agreement, member.id(), acting)) {
                purposes.add(one);
            }
        }
    }

    /** Whether the other city learns with a benefit which organisation it is. */
    private static boolean named(Agreement agreement, String purpose) {
        return agreement.classesFor(purpose).stream()
                .flatMap(clazz -> clazz.terms().stream())
                .anyMatch(OrganisationTerms::named);
    }

    private static void node(ObjectNode json, Member member) {
        json.put("id", member.id().value());
        json.set("name", Texts.of(member.nameZh(), member.nameEn()));
    }
}
