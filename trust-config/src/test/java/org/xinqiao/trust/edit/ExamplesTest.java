package org.xinqiao.trust.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.trust.SandboxFixture.NOW;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.trust.SandboxFixture;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Benefit;
import org.xinqiao.trust.document.CatalogueItem;
import org.xinqiao.trust.document.Purpose;
import org.xinqiao.trust.plan.Change;
import org.xinqiao.trust.plan.TrustPlan;
import org.xinqiao.trust.plan.TrustVersion;
import org.xinqiao.trust.tuf.DirectoryFetcher;

/** The example federations are complete: keys made, signed by all, published, nothing ignored. */
class ExamplesTest {
    @TempDir Path directory;

    private TrustSnapshot published(String example) throws Exception {
        Federation federation = unpacked(example);
        KeyGen keys = new KeyGen(federation, SandboxFixture.RANDOM);
        keys.missingRoleKeys();
        for (Path member : federation.files("members")) {
            String id = member.getFileName().toString().replace(".yaml", "");
            if (!id.endsWith("0000")) {
                keys.newNodeKeys(
                        NodeId.parse(id),
                        URI.create("https://localhost:18411"),
                        EnumSet.of(Suite.SM),
                        Set.of(Base64Url.encode(Digests.sha256(id.getBytes()))),
                        NOW);
            }
        }
        Path repository = directory.resolve("repository");
        Publisher.Published published = new Publisher(federation, repository).publish(NOW);
        assertThat(published.waiting()).isEmpty();
        TrustSnapshot snapshot =
                Verification.verify(published.root(), new DirectoryFetcher(repository), NOW);
        assertThat(snapshot.faults()).isEmpty();
        return snapshot;
    }

    private Federation unpacked(String example) throws Exception {
        Federation federation =
                Federation.unpack("federations/" + example, directory.resolve(example));
        assertThat(Lint.check(federation)).isEmpty();
        return federation;
    }

    private List<Change> gains(String example) throws Exception {
        return TrustPlan.between(
                        TrustVersion.NONE,
                        Draft.of(unpacked(example)),
                        LocalDate.parse("2026-11-21"))
                .stream()
                .filter(change -> change.kind() == Change.Kind.GAINS)
                .toList();
    }

    @Test
    void zhejiang_fourCities_fourMechanisms_fourFields_everyoneALocalEverywhere() throws Exception {
        TrustSnapshot snapshot = published("zhejiang-four");

        Agreement agreement = snapshot.agreement(330001).orElseThrow();
        assertThat(agreement.parties())
                .extracting(NodeId::value)
                .containsExactlyInAnyOrder("cn-330300", "cn-330400", "cn-330500", "cn-330700");
        assertThat(agreement.from()).isEqualTo("2020-08-03");
        assertThat(agreement.classes())
                .extracting(each -> each.purpose())
                .containsExactly(
                        "tourism.same-city",
                        "hotel.same-city",
                        "catering.same-city",
                        "fitness.same-city");
        assertThat(agreement.clauses())
                .extracting(each -> each.zh().split("[：，]", 2)[0])
                .contains("个人信用互认", "重点场景无差别化应用", "应用信息共享", "交流合作");
        assertThat(gains("zhejiang-four")).as("4 cities, 3 others each, 4 fields").hasSize(48);
    }

    @Test
    void guangdong_queries97ItemsOf38Departments_andNoneAboutPeople() throws Exception {
        TrustSnapshot snapshot = published("guangdong-three");

        List<CatalogueItem> queried =
                snapshot.catalogue().items().stream()
                        .filter(item -> item.appliesTo().equals(Set.of(AppliesTo.ORGANISATION)))
                        .toList();
        assertThat(queried).hasSize(97);
        assertThat(queried)
                .extracting(item -> item.code().substring(0, item.code().indexOf('.')))
                .contains("local-tax");
        assertThat(
                        queried.stream()
                                .map(item -> item.code().substring(0, item.code().indexOf('.')))
                                .distinct())
                .hasSize(38);
        assertThat(snapshot.agreement(440001)).isPresent();
        assertThat(gains("guangdong-three")).hasSize(12);
    }

    @Test
    void jinan_hasFifteenFields_andNobodyGainsAnythingYet() throws Exception {
        TrustSnapshot snapshot = published("jinan-fields");

        assertThat(snapshot.catalogue().purposes()).hasSize(15);
        assertThat(snapshot.catalogue().purposes())
                .extracting(Purpose::nameZh)
                .contains("金融", "养老", "图书馆和博物馆", "培训");
        assertThat(snapshot.catalogue().item("religion")).get().matches(CatalogueItem::isForbidden);
        assertThat(gains("jinan-fields")).isEmpty();
    }

    @Test
    void districts_standBelowTheirCity_andNobodyGainsAnything() throws Exception {
        TrustSnapshot snapshot = published("xiamen-districts");

        assertThat(snapshot.member(NodeId.parse("cn-350203")).orElseThrow())
                .satisfies(district -> {
                    assertThat(district.level()).isEqualTo(Level.DISTRICT);
                    assertThat(district.parent()).isEqualTo(NodeId.parse("cn-350200"));
                });
        assertThat(snapshot.agreements()).isEmpty();
        assertThat(gains("xiamen-districts")).isEmpty();
    }

    @Test
    void everythingInvented_isMarked() throws Exception {
        List<String> unmarked = new ArrayList<>();
        for (String example :
                List.of("zhejiang-four", "guangdong-three", "jinan-fields", "xiamen-districts")) {
            Federation federation = unpacked(example);
            for (String kind : List.of("members", "agreements", "catalogue")) {
                for (Path file : federation.files(kind)) {
                    if (!Files.readString(file).contains("\nsynthetic: true")) {
                        unmarked.add(file.toString());
                    }
                }
            }
            for (Path file : federation.files("benefits")) {
                String text = Files.readString(file);
                if (text.split("  - id: ", -1).length != text.split("synthetic: true", -1).length) {
                    unmarked.add(file.toString());
                }
            }
        }
        assertThat(unmarked).isEmpty();
    }

    @Test
    void benefits_ofEveryExample_restOnAClauseInBothLanguages() throws Exception {
        for (String example : List.of("zhejiang-four", "guangdong-three")) {
            TrustSnapshot snapshot = published(example);
            for (Agreement agreement : snapshot.agreements()) {
                for (NodeId party : agreement.parties()) {
                    assertThat(snapshot.benefitsOf(party))
                            .isNotEmpty()
                            .extracting(Benefit::agreement)
                            .containsOnly(agreement.number());
                }
                assertThat(agreement.classes())
                        .allMatch(each -> agreement.clause(each.clause()).isPresent());
            }
            SandboxFixture.delete(directory.resolve("repository"));
        }
    }
}
