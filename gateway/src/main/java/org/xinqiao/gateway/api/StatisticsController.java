package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.people.BenefitCount;
import org.xinqiao.gateway.people.BenefitStatistics;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How often residents' codes were honoured, by benefit, city and month; nothing about anybody. */
@RestController
@RequestMapping("/api/v1/statistics")
class StatisticsController {
    private static final int MONTHS_MAX = 120;
    private static final String CSV = "text/csv";
    private static final List<String> COLUMNS =
            List.of(
                    "month",
                    "city",
                    "benefit",
                    "granted",
                    "granted_units",
                    "used",
                    "used_units",
                    "returned",
                    "returned_units",
                    "attention");

    private final BenefitStatistics statistics;
    private final Clock clock;

    StatisticsController(BenefitStatistics statistics, Clock clock) {
        this.statistics = statistics;
        this.clock = clock;
    }

    @GetMapping(path = "/benefits", produces = MediaType.APPLICATION_JSON_VALUE)
    @Roles({Role.OPERATOR, Role.PLATFORM})
    ObjectNode benefits(@RequestParam Map<String, String> parameters) throws Refusal {
        ObjectNode json = StrictJson.object();
        ArrayNode rows = json.putArray("benefits");
        for (BenefitCount count : counted(parameters)) {
            ObjectNode row = rows.addObject();
            row.put("month", count.month().toString());
            row.put("city", count.city());
            row.put("benefit", count.benefit());
            write(row.putObject("granted"), count.granted());
            write(row.putObject("used"), count.used());
            write(row.putObject("returned"), count.returned());
            row.put("attention", count.attention());
        }
        return json;
    }

    @GetMapping(path = "/benefits", produces = CSV)
    @Roles({Role.OPERATOR, Role.PLATFORM})
    String benefitsByAccept(@RequestParam Map<String, String> parameters) throws Refusal {
        return benefitsByName(parameters);
    }

    @GetMapping(path = "/benefits.csv", produces = CSV)
    @Roles({Role.OPERATOR, Role.PLATFORM})
    String benefitsByName(@RequestParam Map<String, String> parameters) throws Refusal {
        var csv = new StringBuilder(Csv.row(COLUMNS));
        for (BenefitCount count : counted(parameters)) {
            csv.append(
                    Csv.row(
                            List.of(
                                    count.month().toString(),
                                    count.city(),
                                    count.benefit(),
                                    Long.toString(count.granted().events()),
                                    Long.toString(count.granted().units()),
                                    Long.toString(count.used().events()),
                                    Long.toString(count.used().units()),
                                    Long.toString(count.returned().events()),
                                    Long.toString(count.returned().units()),
                                    Long.toString(count.attention()))));
        }
        return csv.toString();
    }

    private static void write(ObjectNode json, BenefitCount.Tally tally) {
        json.put("events", tally.events()).put("units", tally.units());
    }

    /** Left out, the last twelve months. */
    private List<BenefitCount> counted(Map<String, String> parameters) throws Refusal {
        var query = new Query(parameters);
        YearMonth now = YearMonth.from(clock.instant().atOffset(WireTime.OFFSET));
        YearMonth to = query.month("to").orElse(now);
        YearMonth from = query.month("from").orElse(to.minusMonths(11));
        long months = ChronoUnit.MONTHS.between(from, to) + 1;
        if (months < 1 || months > MONTHS_MAX) {
            throw Refusals.request("from", "at most " + MONTHS_MAX + " months before to");
        }
        return statistics.count(from, to);
    }
}
