package org.xinqiao.adapters.city;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xinqiao.adapters.city.PlatformUnavailable.Fault;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.ItemsResponse;

/**
 * Reads what the platform answered about items. Every item that was asked for is there once, and no
 * other: one that is left out is no answer, for silence is not "nothing held".
 */
final class ItemAnswer {
    private static final int OK = 200;
    private static final ZoneId CALENDAR = ZoneId.of("Asia/Shanghai");

    private ItemAnswer() {}

    static Map<String, CityItem> read(int status, byte[] body, Set<String> asked, Instant now)
            throws PlatformUnavailable {
        if (status != OK) {
            throw new PlatformUnavailable(Fault.WRONG_STATUS);
        }
        try {
            LocalDate latest = now.plus(ScoreAnswer.AHEAD_MAX).atZone(CALENDAR).toLocalDate();
            Map<String, CityItem> items = items(body, latest);
            if (items.keySet().equals(asked)) {
                return Map.copyOf(items);
            }
        } catch (MalformedJson e) {
            // told below
        }
        throw new PlatformUnavailable(Fault.MALFORMED);
    }

    private static Map<String, CityItem> items(byte[] body, LocalDate latest) throws MalformedJson {
        var fields = new Fields("item answer", StrictJson.parseObject(body));
        var items = new HashMap<String, CityItem>();
        for (Fields one : fields.objects("items")) {
            String code = one.text("item");
            List<String> values = one.texts("values");
            LocalDate asOf = one.date("asOf");
            one.end();
            boolean holds = ItemsResponse.bounded(values) && !asOf.isAfter(latest);
            if (!holds || items.put(code, new CityItem(values, asOf)) != null) {
                throw one.malformed("values", "within the bounds of an answer, each item once");
            }
        }
        fields.end();
        return items;
    }
}
