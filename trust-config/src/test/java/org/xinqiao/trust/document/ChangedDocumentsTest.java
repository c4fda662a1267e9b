package org.xinqiao.trust.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.JsonChange;
import tools.jackson.databind.JsonNode;

/** Whatever a role signs, reading it ends in a record or in a list of faults, never otherwise. */
class ChangedDocumentsTest {
    private static final int ROUNDS = 10_000;
    private static final List<String> DOCUMENTS =
            List.of(
                    """
                    {"id":"cn-350200","name":{"zh":"厦门","en":"X"},"level":"CITY",
                     "parent":"cn-350000","state":"ACTIVE"}
                    """,
                    """
                    {"node":"cn-350200","endpoint":"https://localhost:1","suites":["INTL"],
                     "keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA","alg":"ES256","kid":"AA",
                              "uses":["message"],"startsAt":"2026-01-01T00:00:00Z"}],
                     "smKeys":[],"pins":["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]}
                    """,
                    """
                    {"node":"cn-350200","benefits":[{"id":"cn-350200/a.b","agreement":1,"class":0,
                     "title":{"zh":"甲","en":"A"},"limit":{"zh":"甲","en":"A"},"grant":"IMMEDIATE"}]}
                    """,
                    """
                    {"version":"2026","purposes":[{"id":"a.b","name":{"zh":"甲","en":"A"}}],
                     "items":[{"code":"a","name":{"zh":"甲","en":"A"},"class":"PUBLIC",
                               "tags":["GENE"],"appliesTo":["NATURAL"],"source":"R01"}]}
                    """,
                    """
                    {"version":"2026","items":[{"code":"a.b","name":{"zh":"甲","en":"A"},"kind":"BREACH",
                      "list":"BLACK","class":"PUBLIC","appliesTo":["NATURAL"],"level":"CITY",
                      "from":"2026-01-01","until":"2026-02-01","doublePublicity":true,
                      "fields":[{"name":"X","zh":"甲","required":true,"holds":"TEXT","tags":["GENE"]}]}]}
                    """,
                    """
                    {"edition":"2026","from":"2026-01-01","measures":[{"code":"a.b",
                      "name":{"zh":"甲","en":"A"},"targets":["NATURAL"],"basis":"法"}]}
                    """,
                    """
                    {"number":7,"revision":1,"parties":["cn-330100","cn-350200"],
                     "ladder":{"rungs":[{"number":0,"name":{"zh":"无","en":"None"}}],
                       "scales":{"cn-330100":{"name":{"zh":"分","en":"S"},"max":9,"grades":
                                  [{"name":{"zh":"低","en":"L"},"min":0,"rung":0}]},
                                 "cn-350200":{"name":{"zh":"分","en":"S"},"max":9,"grades":
                                  [{"name":{"zh":"低","en":"L"},"min":0,"rung":0}]}}},
                     "classes":[{"number":0,"purpose":"a.b","leastRung":0,"clause":"1"}],
                     "clauses":[{"id":"1","zh":"条","en":"C"}],"disclosure":["ELIGIBILITY"],
                     "queries":{"duties":[{"id":"a.b","name":{"zh":"责","en":"D"},"law":"法"}],
                       "answers":[{"clause":"1","by":["cn-330100"],"to":["cn-350200"],
                                   "purposes":["a.b"],"duties":["a.b"],"items":["a"]}]},
                     "from":"2026-01-01","ended":{"by":"cn-330100","at":"2026-01-01T00:00:00Z"}}
                    """,
                    """
                    {"name":{"zh":"甲","en":"A"},
                     "expiry":{"rootDays":1,"targetsDays":1,"snapshotDays":1,"timestampHours":1},
                     "roles":{"root":{"keys":1,"threshold":1},"targets":{"keys":1,"threshold":1},
                              "snapshot":{"keys":1,"threshold":1},
                              "timestamp":{"keys":1,"threshold":1}},
                     "delegations":[{"role":"cn-100000","by":"targets","keys":1,"threshold":1,
                                     "paths":["members/*.json"]}]}
                    """);

    @Test
    void documents_asTheyStand_areRead() throws Exception {
        for (String document : DOCUMENTS) {
            assertThat(readers(StrictJson.parse(document.getBytes(UTF_8)))).isEqualTo(1);
        }
    }

    @Test
    void document_changedAnywhere_isReadOrRefusedWithItsFaults() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            String document = DOCUMENTS.get(random.nextInt(DOCUMENTS.size()));
            JsonNode json = StrictJson.parse(document.getBytes(UTF_8));
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                JsonChange.somewhere(json, random);
            }
            try {
                assertThat(readers(json)).isLessThanOrEqualTo(1);
            } catch (RuntimeException | Error e) {
                fail("seed " + seed + " round " + i + ": " + json, e);
            }
        }
    }

    private interface Reader {
        Object read(JsonNode json) throws MalformedDocument;
    }

    /** How many of the readers take it; each refusal has faults to show. */
    private static int readers(JsonNode json) {
        List<Reader> readers =
                List.of(
                        MemberJson::read,
                        document -> NodeKeysJson.read(document).keys(),
                        BenefitsJson::read,
                        CatalogueJson::read,
                        EntriesJson::read,
                        MeasuresJson::read,
                        document -> AgreementJson.read(StrictJson.write(document)),
                        FederationPlanJson::read);
        int read = 0;
        for (Reader reader : readers) {
            try {
                assertThat(reader.read(json)).isNotNull();
                read++;
            } catch (MalformedDocument e) {
                assertThat(e.faults()).isNotEmpty();
            }
        }
        return read;
    }
}
