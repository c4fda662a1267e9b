package org.xinqiao.gateway.operate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.problem.Problem;
import org.xinqiao.contracts.problem.ProblemType;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a problem document (RFC 9457) to a caller of the API: title and remedy in both languages,
 * {@code title} and {@code detail} in the one asked for, and the facts that are safe to show.
 */
public final class ProblemWriter {
    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final List<Locale> LANGUAGES = List.of(Locale.CHINESE, Locale.ENGLISH);

    private ProblemWriter() {}

    /** Sets status, headers and body. */
    public static void write(
            HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        ProblemType type = problem.type();
        Locale language = language(request.getHeader("Accept-Language"));
        byte[] body = json(problem, language).toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(type.status());
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Content-Language", language.getLanguage());
        response.setHeader("Cache-Control", "no-store");
        if (type == ProblemType.TOKEN_MISSING) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        String seconds = problem.facts().get("retry_after_seconds");
        if (seconds != null) {
            response.setHeader("Retry-After", seconds);
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static ObjectNode json(Problem problem, Locale language) {
        ProblemType type = problem.type();
        boolean chinese = language.equals(Locale.CHINESE);
        ObjectNode json = problem.toJson();
        json.put("title", chinese ? type.titleZh() : type.titleEn());
        json.put("detail", chinese ? type.remedyZh() : type.remedyEn());
        json.putObject("titles").put("zh", type.titleZh()).put("en", type.titleEn());
        json.putObject("remedies").put("zh", type.remedyZh()).put("en", type.remedyEn());
        ObjectNode facts = json.putObject("facts");
        problem.facts().forEach(facts::put);
        return json;
    }

    private static Locale language(@Nullable String accepted) {
        if (accepted != null) {
            try {
                Locale found = Locale.lookup(LanguageRange.parse(accepted), LANGUAGES);
                return found == null ? Locale.CHINESE : found;
            } catch (IllegalArgumentException e) {
                return Locale.CHINESE; // a header that cannot be read asks for nothing
            }
        }
        return Locale.CHINESE;
    }
}
