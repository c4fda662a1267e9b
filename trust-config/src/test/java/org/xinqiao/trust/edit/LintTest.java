package org.xinqiao.trust.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.trust.SandboxFixture;

class LintTest {
    @TempDir static Path shared;
    @TempDir Path directory;
    private static SandboxFixture original;
    private SandboxFixture fixture;

    @BeforeAll
    static void keys() throws Exception {
        original = SandboxFixture.withKeys(shared.resolve("original"));
    }

    @BeforeEach
    void copy() throws Exception {
        fixture = original.copyTo(directory.resolve("copy"));
    }

    private List<String> faults() throws Exception {
        return Lint.check(fixture.federation()).stream().map(LintFault::toString).toList();
    }

    @Test
    void sandbox_asItIsWritten_isInOrderWithAndWithoutKeys() throws Exception {
        assertThat(faults()).isEmpty();
        assertThat(Lint.check(Federation.unpack("federations/sandbox", directory.resolve("bare"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sandbox",
                "zhejiang-four",
                "guangdong-three",
                "jinan-fields",
                "xiamen-districts"
            })
    void index_namesEveryFile(String federation) throws Exception {
        Path source = Path.of("federations", federation);
        try (Stream<Path> files = Files.walk(source)) {
            List<String> there =
                    files.filter(Files::isRegularFile)
                            .map(file -> source.relativize(file).toString())
                            .filter(file -> !file.equals(Federation.INDEX))
                            .sorted()
                            .toList();
            assertThat(Files.readAllLines(source.resolve(Federation.INDEX)))
                    .startsWith("federation.yaml")
                    .containsExactlyInAnyOrderElementsOf(there);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "members/cn-350200.yaml | level: CITY | level: TOWN | members/cn-350200.yaml:3: [form] level: must be one of NATION, PROVINCE, CITY, DISTRICT",
                "members/cn-350200.yaml | id: cn-350200 | id: cn-350201 | members/cn-350200.yaml:1: [name] id: must be the file's name, cn-350200",
                "members/cn-350200.yaml | parent: cn-350000 | parent: cn-360000 | members/cn-350200.yaml:4: [unknown-node] parent: is not a member",
                "members/cn-350200.yaml | parent: cn-350000 | parent: cn-350100 | members/cn-350200.yaml:4: [parent] parent: must be of a higher level and contain the division",
                "members/cn-350200.yaml | state: ACTIVE | state: ACTIVE\\nmotto: x | members/cn-350200.yaml:6: [form] motto: is not a member that was agreed",
                "members/cn-350200.yaml | state: ACTIVE | state: ACTIVE\\nstate: ACTIVE | members/cn-350200.yaml:6: [yaml] state: stands twice",
                "benefits/cn-350200.yaml | id: cn-350200/library | id: cn-350100/library | benefits/cn-350200.yaml:4: [form] benefits[0].id: is not an id of this node",
                "benefits/cn-350200.yaml | class: 4 | class: 60 | benefits/cn-350200.yaml:36: [unknown-class] benefits[4].class: is not a class of the agreement",
                "agreements/350001.yaml | number: 5, purpose: medical.pay-later | number: 4, purpose: medical.pay-later | agreements/350001.yaml:56: [form] classes[5].number: the class number is used twice",
                "agreements/350001.yaml | purpose: medical.pay-later | purpose: medical.free | agreements/350001.yaml:56: [unknown-purpose] classes[5].purpose: is not a purpose of the catalogue",
                "agreements/350001.yaml | min: 530 | min: 600 | agreements/350001.yaml:25: [form] ladder.scales.cn-350200.grades[2].min: grades must ascend",
                "agreements/350001.yaml | cn-350100, cn-350200] | cn-350200] | agreements/350001.yaml:28: [form] ladder.scales.cn-350100: is not a party",
                "agreements/350002.yaml | purpose: finance.credit-loan, organisation: { leastGrade: B, named: true } | purpose: approval.green-channel, honour: RED_LIST | agreements/350002.yaml:19: [form] classes[1].purpose: is for people or for organisations, not for both",
                "agreements/350002.yaml | leastGrade: B | leastGrade: E | agreements/350002.yaml:19: [form] classes[1].organisation.leastGrade: must be one of A, B, C, D",
                "agreements/350002.yaml | organisation: { leastGrade: B, named: true } | leastRung: 0 | agreements/350002.yaml:13: [form] ladder.scales.cn-350200: the party has no mapping of its grades to the ladder",
                "entries/2026.yaml | class: PUBLIC | class: SECRET | entries/2026.yaml:12: [form] items[0].class: must be one of PUBLIC, AUTHORISED, GOVERNMENT",
                "entries/2026.yaml | code: list.black | code: list.red | entries/2026.yaml:18: [form] items[1].code: stands twice",
                "entries/2026.yaml | CF_WFSS | CF_NR | entries/2026.yaml:38: [form] items[2].fields[1].name: stands twice",
                "measures/2026.yaml | edition: \"2026\" | edition: \"2025\" | measures/2026.yaml:3: [name] edition: must be the file's name, 2026",
                "measures/2026.yaml | targets: [ORGANISATION] | targets: [] | measures/2026.yaml:14: [form] measures[1].targets: must be a list of 1 to 2 values",
                "measures/2026.yaml | basis: 《中华人民共和国行政许可法》第六十一条 | note: x | measures/2026.yaml:12: [form] measures[1].basis: is missing",
                "agreements/350003.yaml | development.licence, | development.permit, | agreements/350003.yaml:59: [unknown-item] queries.answers[0].items[0]: is not an item of the catalogue",
                "agreements/350003.yaml | education.degree, | gene, | agreements/350003.yaml:92: [forbidden-item] queries.answers[2].items[0]: is never exchanged about a person",
                "agreements/350003.yaml | education.degree, | credit.score, | agreements/350003.yaml:92: [form] queries.answers[2].items[0]: a score is never asked for (R17): it goes by the credit code alone",
                "agreements/350003.yaml | education.degree, | education.degree, education.degree, | agreements/350003.yaml:91: [form] queries.answers[2].items: must not hold a value twice",
                "agreements/350003.yaml | duties: [labour.inspection] | duties: [tax.audit] | agreements/350003.yaml:100: [form] queries.answers[3].duties[0]: is not a duty of the agreement",
                "agreements/350003.yaml | duties: [labour.inspection] | # none | agreements/350003.yaml:101: [no-duty] queries.answers[3].items[0]: is shared for a duty, and the grant names none",
                "agreements/350003.yaml | [procurement.review, supervision.joint] | [procurement.review, supervision] | agreements/350003.yaml:81: [form] queries.answers[1].purposes[1]: must be a purpose such as library.lending",
                "agreements/350003.yaml | [service.window] | [service.windows] | agreements/350003.yaml:90: [unknown-purpose] queries.answers[2].purposes[0]: is not a purpose of the catalogue",
                "agreements/350003.yaml | to: [cn-350100, cn-350200] | to: [cn-350100, cn-330100] | agreements/350003.yaml:56: [form] queries.answers[0].to[1]: is not a party",
                "agreements/350003.yaml | clause: \"3.2\" | clause: \"3.1\" | agreements/350003.yaml:96: [form] queries.answers[3].clause: another grant rests on the same clause",
                "federation.yaml | threshold: 2 } | threshold: 4 } | federation.yaml:14: [form] roles.root.threshold: must not exceed the number of keys",
                "federation.yaml | timestampHours: 24 | timestampHours: 25 | federation.yaml:10: [form] expiry.timestampHours: must be a whole number between 1 and 24",
                "federation.yaml | benefits/cn-350200.json | benefits/cn-350201.json | benefits/cn-350200.yaml:2: [delegation] federation.yaml must let role cn-350200 speak for benefits/cn-350200.json"
            })
    void fault_isFoundWithFileLineAndRule(String file, String from, String to, String fault)
            throws Exception {
        fixture.edit(file, from, to.replace("\\n", "\n"));

        assertThat(faults()).contains(fault);
    }

    @Test
    void file_thatIsNoYaml_isOneFault() throws Exception {
        fixture.edit("members/cn-330100.yaml", "state: ACTIVE", "state: [ACTIVE");

        assertThat(faults())
                .containsExactly("members/cn-330100.yaml:6: [yaml] expected ',' or ']', but got :");
    }

    @Test
    void faults_inManyFiles_areToldAllAtOnce() throws Exception {
        fixture.edit("members/cn-350200.yaml", "level: CITY", "level: TOWN");
        fixture.edit("agreements/350001.yaml", "min: 530", "min: 600");
        fixture.edit("agreements/350001.yaml", "clause: \"3.4\"", "clause: \"9.9\"");
        fixture.edit("catalogue/2026.yaml", "class: PUBLIC", "class: SECRET");

        assertThat(faults())
                .hasSize(90)
                .anyMatch(fault -> fault.startsWith("members/cn-350200.yaml:3:"))
                .anyMatch(fault -> fault.contains("is not a clause of the agreement"));
    }

    @Test
    void keyOfAnotherNode_isADuplicate() throws Exception {
        Path keys = fixture.work().resolve("keys");
        String text = Files.readString(keys.resolve("cn-350100.yaml"));
        Files.writeString(
                keys.resolve("cn-350200.yaml"), text.replace("node: cn-350100", "node: cn-350200"));

        assertThat(faults())
                .hasSize(4)
                .allMatch(fault -> fault.contains("[duplicate-kid]"))
                .anyMatch(fault -> fault.contains("keys[0].kid: is the key of another node"));
    }

    @Test
    void keyThatEndsBeforeItStarts_isAFaultWithItsLine() throws Exception {
        fixture.edit(
                "keys/cn-350200.yaml", "startsAt:", "retiredAt: 2025-01-01T00:00:00Z\n  startsAt:");

        assertThat(faults())
                .hasSize(4)
                .allMatch(fault -> fault.contains("retiredAt: must be after startsAt"));
    }

    @Test
    void agreement_changedAfterAllSigned_mustBecomeALaterRevision() throws Exception {
        new Signer(fixture.federation()).sign(SandboxFixture.NOW);
        assertThat(faults()).isEmpty();

        fixture.edit("agreements/350001.yaml", "2034-12-31", "2035-12-31");

        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith(
                        "agreements/350001.yaml:5: [revision] revision: revision 1 is not after 1");
    }
}
