package org.xinqiao.contracts.json;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * Points in time as <a href="https://www.rfc-editor.org/rfc/rfc3339">RFC 3339</a> writes them:
 * seconds and offset always present, upper case T and Z.
 */
public final class Rfc3339 {
    private static final Pattern FORM =
            Pattern.compile(
                    "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");

    private Rfc3339() {}

    /** The point in time that a text means. */
    public static OffsetDateTime parse(String text) throws MalformedJson {
        if (!FORM.matcher(text).matches()) {
            throw notATime();
        }
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw notATime();
        }
    }

    /** The text of a point in time. */
    public static String format(OffsetDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }

    private static MalformedJson notATime() {
        return new MalformedJson("", "must be an RFC 3339 time with seconds and offset");
    }
}
