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
              {"purpose":"parking.deferred-payment","name":{"zh":"先离场后付费停车","en":"Parking, pay later"}}],
             "benefits":[
              {"id":"cn-350100/library.deposit-free","purpose":"library.lending",
               "title":{"zh":"免押金借书","en":"Borrow without deposit"},
               "limit":{"zh":"最多 20 册","en":"20 books at most"}},
              {"id":"cn-350100/bicycle.ride-first","purpose":"bicycle.rental",
               "title":{"zh":"先骑行后付费","en":"Ride first, pay later"}},
              {"id":"cn-350100/parking.leave-first","purpose":"parking.deferred-payment",
               "title":{"zh":"先离场后付费","en":"Leave first, pay later"}}]}
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
