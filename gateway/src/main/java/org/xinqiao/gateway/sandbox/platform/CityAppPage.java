package org.xinqiao.gateway.sandbox.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.xinqiao.contracts.message.CreditList;
import org.xinqiao.contracts.message.PersonNotice;
import org.xinqiao.gateway.sandbox.people.CityProfile;
import org.xinqiao.gateway.sandbox.people.Resident;
import org.xinqiao.gateway.sandbox.people.SampleOrganisation;
import org.xinqiao.gateway.sandbox.people.SampleResident;

/** Draws the simulated app: plain HTML that works without scripts. */
final class CityAppPage {
    private static final String FRAME = resource("/sandbox/city-app.html");

    private final CityProfile city;
    private final List<SampleResident> samples;
    private final List<SampleOrganisation> organisations;
    private final Supplier<List<NoticesTaken.Taken>> notices;

    CityAppPage(
            CityProfile city,
            List<SampleResident> samples,
            List<SampleOrganisation> organisations,
            Supplier<List<NoticesTaken.Taken>> notices) {
        this.city = city;
        this.samples = samples;
        this.organisations = organisations;
        this.notices = notices;
    }

    String start() {
        return framed("");
    }

    String message(String zh, String en) {
        return framed(
                "<p class=\"message\" role=\"alert\">"
                        + escaped(zh)
                        + "<br><span lang=\"en\">"
                        + escaped(en)
                        + "</span></p>");
    }

    String found(String name, List<Resident> found, boolean more) {
        String count =
                more
                        ? "仅显示前 " + found.size() + " 位 · the first " + found.size()
                        : found.size() + " 位 · found";
        String heading = "<h2 id=\"found\">“" + escaped(name) + "”：" + count + "</h2>";
        String rows = found.stream().map(this::row).collect(Collectors.joining());
        return framed(heading + (found.isEmpty() ? "" : "<ul>" + rows + "</ul>"));
    }

    private String framed(String message) {
        return FRAME.replace("{{city.zh}}", escaped(city.nameZh()))
                .replace("{{city.en}}", escaped(city.nameEn()))
                .replace("{{score}}", escaped(city.scoreName()))
                .replace(
                        "{{samples}}",
                        samples.stream().map(this::row).collect(Collectors.joining()))
                .replace(
                        "{{organisations}}",
                        organisations.stream().map(this::row).collect(Collectors.joining()))
                .replace(
                        "{{notices}}",
                        notices.get().stream().map(this::row).collect(Collectors.joining()))
                .replace("{{message}}", message);
    }

    private String row(NoticesTaken.Taken taken) {
        PersonNotice notice = taken.notice();
        String words =
                switch (notice.kind()) {
                    case CONSENT_ENDING ->
                            "授权即将到期 <span lang=\"en\">a consent is about to end</span>";
                    case HONOURED_SOMEWHERE_NEW ->
                            "信用码首次在一个城市使用 <span lang=\"en\">a code was honoured somewhere new</span>";
                    case OBJECTION_ANSWERED ->
                            "异议已答复 <span lang=\"en\">an objection was answered</span>";
                };
        return "<li data-notice=\"%s\">%s<br><small>%s · %s · %s</small></li>%n"
                .formatted(
                        notice.kind().wire(),
                        words,
                        notice.city() == null ? "" : notice.city(),
                        notice.at(),
                        notice.consent());
    }

    private String row(SampleResident sample) {
        String note =
                escaped(sample.note().zh())
                        + " <span lang=\"en\">"
                        + escaped(sample.note().en())
                        + "</span>";
        return row(sample.resident(), sample.grade().map(grade -> " " + grade).orElse(""), note);
    }

    private String row(SampleOrganisation organisation) {
        String lists =
                organisation.lists().stream()
                        .sorted()
                        .map(CreditList::zh)
                        .collect(Collectors.joining("、"));
        return """
        <li><form method="post" action="/app/act">
        <input type="hidden" name="code" value="%s">
        <button type="submit">%s</button>
        <span>%s · %s · %s</span>
        <small>%s <span lang="en">%s</span></small>
        </form></li>
        """
                .formatted(
                        organisation.code().text(),
                        escaped(organisation.name().text()),
                        organisation.code().text(),
                        lists.isEmpty() ? "未列入名单" : lists,
                        organisation.grade().map(grade -> "评价 " + grade).orElse("未评价"),
                        escaped(organisation.note().zh()),
                        escaped(organisation.note().en()));
    }

    private String row(Resident resident) {
        return row(resident, "", "");
    }

    private String row(Resident resident, String grade, String note) {
        String score =
                resident.score().isPresent()
                        ? resident.score().getAsInt() + escaped(grade)
                        : "暂无评分 · none";
        return """
        <li><form method="post" action="/app/open">
        <input type="hidden" name="number" value="%s">
        <button type="submit">%s</button>
        <span>%s · %s %s</span>
        <small>%s</small>
        </form></li>
        """
                .formatted(
                        escaped(resident.number().reveal()),
                        escaped(resident.name().reveal()),
                        resident.birthDate(),
                        escaped(city.scoreName()),
                        score,
                        note);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("{", "&#123;");
    }

    private static String resource(String path) {
        try (InputStream in =
                Objects.requireNonNull(CityAppPage.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
