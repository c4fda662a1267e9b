package org.xinqiao.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.authenticate.AuthenticBatch;
import org.xinqiao.gateway.authenticate.AuthenticCode;
import org.xinqiao.gateway.authenticate.BatchRules;
import org.xinqiao.gateway.authenticate.CodeRules;
import org.xinqiao.gateway.authenticate.MessageRules;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.ledger.Answers;
import org.xinqiao.gateway.ledger.ShownCodes;
import org.xinqiao.gateway.people.BenefitEvents;
import org.xinqiao.gateway.people.BenefitStatistics;
import org.xinqiao.gateway.people.Objection;
import org.xinqiao.gateway.people.OrganisationStanding;
import org.xinqiao.gateway.people.PersonStanding;
import org.xinqiao.gateway.people.Standing;
import org.xinqiao.gateway.people.Standings;
import org.xinqiao.gateway.people.UnitsTold;
import org.xinqiao.gateway.people.Use;
import org.xinqiao.gateway.people.Uses;
import org.xinqiao.gateway.permit.PermitItems;
import org.xinqiao.gateway.permit.PermitRecognition;
import org.xinqiao.gateway.permit.Permitted;
import org.xinqiao.gateway.permit.PermittedItems;
import org.xinqiao.gateway.recognise.Decided;
import org.xinqiao.gateway.recognise.Recognise;
import org.xinqiao.gateway.seal.Sealed;
import org.xinqiao.gateway.seal.Sealer;

/** The plan of the house ({@code docs/architecture.md}), read from the classes themselves. */
class ArchitectureTest {
    private static final String HOUSE = "org.xinqiao";
    private static final String GATEWAY = HOUSE + ".gateway";
    private static final String SANDBOX = GATEWAY + ".sandbox..";

    /** On the data's way; the order is the rule. */
    private static final List<String> STATIONS =
            List.of(
                    "receive",
                    "authenticate",
                    "permit",
                    "recognise",
                    "disclose",
                    "translate",
                    "seal",
                    "dispatch");

    private static boolean resolving;
    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        // What the rules ask is in our own class files; the libraries' would only cost time.
        resolving = ArchConfiguration.get().resolveMissingDependenciesFromClassPath();
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        house =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(HOUSE);
    }

    @AfterAll
    static void restore() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(resolving);
    }

    @Test
    void house_read_hasAllFourStoreys() {
        for (String storey : List.of("contracts", "trust", "adapters", "gateway")) {
            assertThat(house.containPackage(HOUSE + "." + storey)).as(storey).isTrue();
        }
        assertThat(house.size()).isGreaterThan(300);
    }

    @Test
    void storeys_dependencies_goDownOnly() {
        noClasses()
                .that()
                .resideInAPackage(HOUSE + ".trust..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(HOUSE + ".adapters..", GATEWAY + "..")
                .check(house);
        noClasses()
                .that()
                .resideInAPackage(HOUSE + ".adapters..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(GATEWAY + "..")
                .check(house);
    }

    @Test
    void adapters_ofDifferentParties_shareNothing() {
        slices().matching(HOUSE + ".adapters.(*)..").should().notDependOnEachOther().check(house);
    }

    /** An allow-list: a partner's own program depends on the contracts, and on nothing else. */
    @Test
    void contracts_dependencies_areTheLanguageJacksonBouncyCastleAvroAndZstd() {
        classes()
                .that()
                .resideInAPackage(HOUSE + ".contracts..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        HOUSE + ".contracts..",
                        "java.lang..",
                        "java.util..",
                        "java.math",
                        "java.time..",
                        "java.io",
                        "java.net",
                        "java.nio",
                        "java.nio.charset",
                        "java.security..",
                        "javax.crypto..",
                        "org.bouncycastle..",
                        "tools.jackson..",
                        "org.apache.avro",
                        "com.github.luben.zstd",
                        "org.jspecify.annotations",
                        "com.google.errorprone.annotations..")
                .check(house);
    }

    @Test
    void contracts_files_network_clock_areNeverTouched() {
        noClasses()
                .that()
                .resideInAPackage(HOUSE + ".contracts..")
                .should()
                .dependOnClassesThat(
                        describe(
                                "reach files or the network",
                                type ->
                                        type.getName()
                                                .matches(
                                                        "java\\.io\\.(File|RandomAccess).*"
                                                                + "|java\\.net\\.(.*Socket|URL|.*Connection).*")))
                .check(house);
        noClasses()
                .that()
                .resideInAPackage(HOUSE + ".contracts..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class)
                .check(house);
    }

    @Test
    void trust_framework_isNone() {
        noClasses()
                .that()
                .resideInAPackage(HOUSE + ".trust..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.apache.camel..", "java.sql..")
                .check(house);
    }

    /** Time comes in as a parameter, or from the one {@link Clock} that a node was started with. */
    @Test
    void clock_ofTheMachine_isReadNowhereInProduction() {
        noClasses()
                .that(are(production()))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.OffsetDateTime.class, "now")
                .check(house);
    }

    @Test
    void stations_imports_neverLookAhead() {
        for (int i = 0; i < STATIONS.size(); i++) {
            var later =
                    Stream.concat(
                            STATIONS.stream().skip(i + 1L),
                            Stream.of("exchange", "api", "page", "command", "sandbox"));
            noClasses()
                    .that()
                    .resideInAPackage(room(STATIONS.get(i)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later.map(ArchitectureTest::room).toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(house);
        }
    }

    /** What a node knows does not depend on what is done with it. */
    @Test
    void knowledge_imports_noStation() {
        String[] users =
                Stream.concat(
                                STATIONS.stream(),
                                Stream.of("ledger", "exchange", "api", "page", "command"))
                        .map(ArchitectureTest::room)
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(room("people"), room("lists"), room("cases"), room("trust"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(users)
                .check(house);
    }

    /**
     * Stations ask what was seen before; what happened is recorded at the end of a route. Dispatch
     * also empties the outbox.
     */
    @Test
    void ledger_forStationsBeforeDispatch_isItsTwoMemories() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        STATIONS.stream()
                                .filter(station -> !station.equals("dispatch"))
                                .map(ArchitectureTest::room)
                                .toArray(String[]::new))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(room("ledger"))
                                .and(
                                        not(
                                                belongToAnyOf(
                                                        ShownCodes.class,
                                                        Answers.class,
                                                        org.xinqiao.gateway.ledger.AnsweredMeanwhile
                                                                .class))))
                .check(house);
    }

    /**
     * What a host city says of a person (attention) and what they object to is never an input to a
     * score. Of all events only units reach a decision, and that type has no attention in it.
     */
    @Test
    void eventsAndObjections_areNoInputToAnyScore() {
        noClasses()
                .that()
                .resideInAnyPackage(room("recognise"), HOUSE + ".adapters..")
                .or()
                .belongToAnyOf(
                        Standing.class,
                        PersonStanding.class,
                        OrganisationStanding.class,
                        Standings.class)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        BenefitEvents.class,
                        BenefitNotice.class,
                        BenefitStatistics.class,
                        Objection.class,
                        Use.class,
                        Uses.class)
                .check(house);
        assertThat(UnitsTold.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .containsExactly("granted", "used", "returned");
    }

    @Test
    void exchange_room_holdsRoutesOnly() {
        classes()
                .that()
                .resideInAPackage(room("exchange"))
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .beAssignableTo(RouteBuilder.class)
                .check(house);
        classes()
                .that()
                .areAssignableTo(RouteBuilder.class)
                .should()
                .resideInAPackage(room("exchange"))
                .check(house);
        noClasses()
                .that()
                .resideOutsideOfPackage(room("exchange"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(room("exchange"))
                .check(house);
    }

    @Test
    void sandbox_production_neverImportsIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SANDBOX, room("command"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SANDBOX)
                .check(house);
    }

    /** It plays the other side: what it knows of a node comes over the wire. */
    @Test
    void partnerKit_isImportedByTheCommandLineAlone_andKnowsNoLedger() {
        noClasses()
                .that()
                .resideOutsideOfPackages(room("conform"), room("command"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(room("conform"))
                .check(house);
        noClasses()
                .that()
                .resideInAPackage(room("conform"))
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        room("conform"),
                        room("trust"),
                        room("authenticate"),
                        HOUSE + ".contracts..",
                        HOUSE + ".trust..",
                        "java..",
                        "javax.net.ssl",
                        "org.bouncycastle..",
                        "tools.jackson..",
                        "org.jspecify..")
                .check(house);
    }

    /** Camel carries routes; it does not carry rules. */
    @Test
    void rules_dependencies_arePure() {
        classes()
                .that(are(rules()))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                        HOUSE + "..",
                                        "java.lang..",
                                        "java.util..",
                                        "java.time..",
                                        "java.nio.charset",
                                        "org.jspecify.annotations")
                                .and(not(belongToAnyOf(Clock.class)))
                                .and(not(beans())))
                .check(house);
    }

    @Test
    void sql_outsideTheRoomsThatKeepSomething_isAbsent() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        room("ledger"),
                        room("people"),
                        room("lists"),
                        room("trust"),
                        room("operate"),
                        SANDBOX)
                .and()
                .doNotBelongToAnyOf(Node.class, NodeApplication.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
                .check(house);
    }

    /** The state of knowledge is the type, so each has the one door that its Javadoc names. */
    @Test
    void knowledge_ofEachStation_isMadeInOnePlace() {
        madeOnlyBy(Authentic.class, MessageRules.class);
        madeOnlyBy(AuthenticBatch.class, BatchRules.class);
        madeOnlyBy(AuthenticCode.class, CodeRules.class);
        madeOnlyBy(Permitted.class, PermitRecognition.class);
        madeOnlyBy(PermittedItems.class, PermitItems.class);
        madeOnlyBy(Decided.class, Recognise.class);
        madeOnlyBy(Disclosed.class, Disclosed.class);
        madeOnlyBy(Sealed.class, Sealer.class);
    }

    /** Numbers and names of people are {@link SubjectNumber} and {@link PersonName}. */
    @Test
    void personalData_asRawString_isHeldNowhere() {
        var personal =
                describe(
                        "named like personal data",
                        (JavaMember member) ->
                                member.getName()
                                        .matches(
                                                "(?i)number|.*(idNumber|citizen|residentNumber|subjectNumber"
                                                        + "|identityNumber|personName|residentName).*"));
        fields().that(personal)
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage(HOUSE + ".contracts.identity")
                .should()
                .notHaveRawType(String.class)
                .check(house);
        methods()
                .that(personal)
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage(HOUSE + ".contracts.identity")
                .should()
                .notHaveRawReturnType(String.class)
                .check(house);
    }

    /** Where a number or a name is unmasked; whoever adds a place adds it here, and says why. */
    @Test
    void personalData_unmasking_happensInFewPlaces() {
        Set<String> places =
                house.stream()
                        .filter(type ->
                                !resideInAnyPackage(SANDBOX, HOUSE + ".contracts..").test(type))
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getTarget().getName().equals("reveal"))
                        .map(call -> call.getOriginOwner().getSimpleName())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(places)
                .containsExactlyInAnyOrder(
                        "RestItemSource", // the city's own platform is asked by number
                        "RestScorePlatform", // the city's own platform is asked by number
                        "Sessions", // encrypted at rest
                        "Subjects", // an organisation's code, which is public, to find it by
                        "SubjectVault"); // encrypted at rest, and the keyed hash to find it by
    }

    @Test
    void exceptions_vanilla_areThrownNowhere() {
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(house);
    }

    @Test
    void packages_everyOne_isNullMarked() {
        Set<String> unmarked =
                house.stream()
                        .map(JavaClass::getPackage)
                        .filter(room -> !room.isAnnotatedWith(NullMarked.class))
                        .map(room -> room.getName())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unmarked).isEmpty();
    }

    @Test
    void names_thatSayNothing_areNotUsed() {
        noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Manager|Helper)").check(house);
    }

    private static String room(String name) {
        return GATEWAY + "." + name + "..";
    }

    private static DescribedPredicate<JavaClass> production() {
        return not(resideInAnyPackage(SANDBOX)).as("production classes");
    }

    private static DescribedPredicate<JavaClass> rules() {
        var decisions = Set.of("ConsentTerms", "LeastDisclosure", "PassTimes", "KeyTimes");
        String[] stations =
                Stream.concat(STATIONS.stream(), Stream.of("witness"))
                        .map(ArchitectureTest::room)
                        .toArray(String[]::new);
        return describe(
                "pure decisions",
                type ->
                        resideInAnyPackage(stations).test(type)
                                && (outermost(type).endsWith("Rules")
                                        || decisions.contains(outermost(type))));
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass()
                .map(ArchitectureTest::outermost)
                .orElseGet(type::getSimpleName);
    }

    private static DescribedPredicate<JavaClass> beans() {
        return describe(
                "beans",
                type ->
                        type.isAnnotatedWith("org.springframework.stereotype.Component")
                                || type.isAnnotatedWith(
                                        "org.springframework.stereotype.Repository"));
    }

    private static void madeOnlyBy(Class<?> made, Class<?> maker) {
        noClasses()
                .that()
                .doNotBelongToAnyOf(made, maker)
                .should()
                .callConstructorWhere(
                        describe(
                                "it makes " + made.getSimpleName(),
                                call -> call.getTargetOwner().isEquivalentTo(made)))
                .check(house);
    }
}
