package org.xinqiao.gateway.page;

import java.util.Map;

/** What the two fake nodes know, in the API's own words. */
final class FakeFacts {
    static final String COUNTER =
            """
            {"node":{"id":"cn-350100","name":{"zh":"福州市","en":"Fuzhou"}},
             "purposes":[
              {"purpose":"library.lending","name":{"zh":"图书借阅","en":"Library lending"}},
              {"purpose":"bicycle.rental","name":{"zh":"公共自行车","en":"Public bicycles"}},
              {"purpose":"parking.deferred-payment","name":{"zh":"先离场后付费停车","en":"Parking, pay later"},"challenge":true}],
             "benefits":[
              {"id":"cn-350100/library.deposit-free","purpose":"library.lending",
               "title":{"zh":"免押金借书","en":"Borrow without deposit"},
               "limit":{"zh":"最多 20 册","en":"20 books at most"}},
              {"id":"cn-350100/bicycle.ride-first","purpose":"bicycle.rental",
               "title":{"zh":"先骑行后付费","en":"Ride first, pay later"}},
              {"id":"cn-350100/parking.leave-first","purpose":"parking.deferred-payment",
               "title":{"zh":"先离场后付费","en":"Leave first, pay later"}}]}
            """;

    static final String DISCLOSURES =
            """
            {"disclosures":[
             {"id":"d-3","at":"2026-11-21T09:32:00+08:00","kind":"STAFF_QUERY",
              "node":{"id":"cn-350200","name":{"zh":"厦门市","en":"Xiamen"}},"caller":"platform",
              "officer":{"id":"xm-0417","name":"林**"},"purposeDeclared":"核实居民异议","duty":"异议处理岗","shown":2},
             {"id":"d-4","at":"2026-11-21T09:31:30+08:00","kind":"ITEMS_QUERY",
              "node":{"id":"cn-350100","name":{"zh":"福州市","en":"Fuzhou"}},
              "purpose":{"purpose":"supervision.joint","name":{"zh":"协同监管","en":"Joint supervision"}},
              "items":[{"code":"education.degree","name":{"zh":"学历学位","en":"Degrees"},"outcome":"GIVEN",
                        "basis":{"ground":"CONSENT","agreement":350003,"clause":"3.1","words":{"zh":"本人授权","en":"On consent"}}},
                       {"code":"court.enforcement","name":{"zh":"被执行信息","en":"Enforcement"},"outcome":"NOTHING_HELD",
                        "basis":{"ground":"STATUTORY_DUTY","agreement":350003,"clause":"3.2"}},
                       {"code":"labour.qualification","name":{"zh":"职业资格","en":"Qualifications"},"outcome":"NO_BASIS"}],
              "statutoryDuty":{"duty":"labour.inspection","name":{"zh":"劳动保障监察","en":"Labour inspection"},"law":"《劳动保障监察条例》第十条"},
              "consent":{"id":"c-2","revision":1}},
             {"id":"d-2","at":"2026-11-21T09:31:00+08:00","kind":"CONSENT_NOTICE",
              "node":{"id":"cn-350100","name":{"zh":"福州市","en":"Fuzhou"}},
              "consent":{"id":"c-1","revision":2},"acknowledgedAt":null},
             {"id":"d-1","at":"2026-11-21T09:30:00+08:00","kind":"RECOGNITION",
              "node":{"id":"cn-350100","name":{"zh":"福州市","en":"Fuzhou"}},
              "purpose":{"purpose":"library.lending","name":{"zh":"图书借阅","en":"Library lending"}},
              "benefits":[{"id":"cn-350100/library.deposit-free","title":{"zh":"免押金借书","en":"Borrow without deposit"},
                           "outcome":"BENEFIT"}],
              "items":[{"code":"credit.eligibility","name":{"zh":"是否符合条件","en":"Eligibility"}}],
              "basis":{"agreement":350001,"clause":"3.1","words":{"zh":"免押金借阅","en":"Lending without deposit"}},
              "consent":{"id":"c-1","revision":1},
              "explanation":{"zh":"依据协议 350001#3.1；适用","en":"Under 350001#3.1; applies"}}],
             "next":null}
            """;

    static final Map<String, Object> RECEIPT =
            Map.of(
                    "schemaVersion",
                    "ISO/IEC TS 27560:2023",
                    "recordId",
                    "c-1",
                    "piiController",
                    Map.of("name", "厦门市公共信用信息平台"),
                    "purposes",
                    java.util.List.of("library.lending"));

    private FakeFacts() {}

    static String wallet(String consents) {
        return """
        {"node":{"id":"cn-350200","name":{"zh":"厦门市","en":"Xiamen"}},
         "resident":{"name":"陈**"},
         "partners":[
          {"node":"cn-350100","name":{"zh":"福州市","en":"Fuzhou"},"agreement":350001,
           "disclosure":["ELIGIBILITY","RUNG"],
           "purposes":[
            {"purpose":"library.lending","name":{"zh":"图书借阅","en":"Library lending"},
             "benefits":[{"id":"cn-350100/library.deposit-free","title":{"zh":"免押金借书","en":"Borrow without deposit"},
                          "limit":{"zh":"最多 20 册","en":"20 books at most"}}]},
            {"purpose":"bicycle.rental","name":{"zh":"公共自行车","en":"Public bicycles"},
             "benefits":[{"id":"cn-350100/bicycle.ride-first","title":{"zh":"先骑行后付费","en":"Ride first, pay later"}}]}]},
          {"node":"cn-330100","name":{"zh":"杭州市","en":"Hangzhou"},"agreement":350001,
           "disclosure":["ELIGIBILITY"],
           "purposes":[
            {"purpose":"medical.pay-later","name":{"zh":"先诊疗后付费","en":"Treatment first, payment after"},
             "benefits":[{"id":"cn-330100/medical.pay-later","title":{"zh":"就医后付费","en":"Pay after treatment"}}]}]}],
         "consents":%s}
        """
                .formatted(consents);
    }
}
