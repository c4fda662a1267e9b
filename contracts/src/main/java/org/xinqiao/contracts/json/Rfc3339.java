package org.xinqiao.contracts.json;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Points in time as <a href="https://www.rfc-editor.org/rfc/rfc3339">RFC 3339</a> writes them:
 * seconds and offset always present, upper case T and Z.
 *
 * <p>Every message carries some; the formatters of the platform take longer than the rest of an
 * envelope.
 */
public final class Rfc3339 {
    /** Where each part begins in {@code 2026-11-21T09:30:00}. */
    private static final int MONTH = 5;

    private static final int DAY = 8;
    private static final int HOUR = 11;
    private static final int MINUTE = 14;
    private static final int SECOND = 17;
    private static final int FRACTION = 19;

    private static final String SIGNS = "0000-00-00T00:00:00";
    private static final int FRACTION_DIGITS_MAX = 9;
    private static final int OFFSET_LENGTH = 6;
    private static final int YEAR_MAX = 9999;

    private Rfc3339() {}

    /** The point in time that a text means. */
    public static OffsetDateTime parse(String text) throws MalformedJson {
        if (text.length() <= FRACTION
                || text.charAt(MONTH - 1) != '-'
                || text.charAt(DAY - 1) != '-'
                || text.charAt(HOUR - 1) != 'T'
                || text.charAt(MINUTE - 1) != ':'
                || text.charAt(SECOND - 1) != ':') {
            throw notATime();
        }
        int offset = text.charAt(FRACTION) == '.' ? endOfDigits(text, FRACTION + 1) : FRACTION;
        try {
            return OffsetDateTime.of(
                    number(text, 0, MONTH - 1),
                    number(text, MONTH, DAY - 1),
                    number(text, DAY, HOUR - 1),
                    number(text, HOUR, MINUTE - 1),
                    number(text, MINUTE, SECOND - 1),
                    number(text, SECOND, FRACTION),
                    nanos(text, offset),
                    offset(text, offset));
        } catch (DateTimeException e) {
            throw notATime();
        }
    }

    private static int nanos(String text, int end) throws MalformedJson {
        if (end == FRACTION) {
            return 0;
        }
        int digits = end - FRACTION - 1;
        if (digits == 0 || digits > FRACTION_DIGITS_MAX) {
            throw notATime();
        }
        int nanos = number(text, FRACTION + 1, end);
        for (int i = digits; i < FRACTION_DIGITS_MAX; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static ZoneOffset offset(String text, int at) throws MalformedJson {
        if (text.length() == at + 1 && text.charAt(at) == 'Z') {
            return ZoneOffset.UTC;
        }
        if (text.length() != at + OFFSET_LENGTH || text.charAt(at + 3) != ':') {
            throw notATime();
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, at + 4, at + OFFSET_LENGTH);
        return switch (text.charAt(at)) {
            case '+' -> ZoneOffset.ofHoursMinutes(hours, minutes);
            case '-' -> ZoneOffset.ofHoursMinutes(-hours, -minutes);
            default -> throw notATime();
        };
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int number(String text, int from, int to) throws MalformedJson {
        int number = 0;
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if (!isDigit(digit)) {
                throw notATime();
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * The text of a point in time: as many digits of the second's fraction as it needs.
     *
     * @throws IllegalArgumentException if its year has not four digits
     */
    public static String format(OffsetDateTime time) {
        if (time.getYear() < 0 || time.getYear() > YEAR_MAX) {
            throw new IllegalArgumentException("a year has four digits");
        }
        var text = new StringBuilder(SIGNS);
        digits(text, 0, MONTH - 1, time.getYear());
        digits(text, MONTH, DAY - 1, time.getMonthValue());
        digits(text, DAY, HOUR - 1, time.getDayOfMonth());
        digits(text, HOUR, MINUTE - 1, time.getHour());
        digits(text, MINUTE, SECOND - 1, time.getMinute());
        digits(text, SECOND, FRACTION, time.getSecond());
        if (time.getNano() > 0) {
            text.append(".000000000");
            digits(text, FRACTION + 1, text.length(), time.getNano());
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
        return text.append(time.getOffset().getId()).toString();
    }

    private static void digits(StringBuilder text, int from, int to, int value) {
        int rest = value;
        for (int i = to - 1; i >= from; i--) {
            text.setCharAt(i, (char) ('0' + rest % 10));
            rest /= 10;
        }
    }

    private static MalformedJson notATime() {
        return new MalformedJson("", "must be an RFC 3339 time with seconds and offset");
    }
}
