package org.xinqiao.gateway.sandbox;

import java.nio.file.Path;
import java.util.List;
import org.xinqiao.gateway.sandbox.people.SampleOrganisation;
import org.xinqiao.gateway.sandbox.people.SampleResident;

/** What stands in the terminal once the sandbox is ready. */
record Table(
        Ports ports,
        List<NodeHome> homes,
        List<SampleResident> samples,
        List<SampleOrganisation> organisations,
        Path directory) {
    String text() {
        StringBuilder text = new StringBuilder();
        text.append("\nXinqiao sandbox 信桥沙箱: everything in it is synthetic 全部为合成数据\n\nNodes 节点\n");
        homes.forEach(home -> text.append(node(home.node())));
        text.append("\nPages 页面\n");
        homes.stream()
                .filter(home -> home.node().city().isPresent())
                .forEach(home -> text.append(pages(home)));
        text.append("\nSample residents 样例居民 (pick one on the wallet page)\n");
        samples.forEach(sample -> text.append(resident(sample)));
        text.append("\nSample organisations 样例单位 (act for one on the same page)\n");
        organisations.forEach(sample -> text.append(organisation(sample)));
        return text.append("\nFor programs 供程序使用: ")
                .append(directory.resolve("sandbox.json"))
                .append("\nCtrl-C stops everything 停止\n")
                .toString();
    }

    private String node(SandboxNode node) {
        return "  %-9s  %-9s  %s  federation https://localhost:%d  %s%n"
                .formatted(
                        node.id(),
                        node.level(),
                        ports.apiUri(node),
                        ports.federation(node.place()),
                        node.title());
    }

    private String pages(NodeHome home) {
        SandboxNode node = home.node();
        return "  %s%n".formatted(node.title())
                + "    wallet 钱包     http://localhost:%d/app%n"
                        .formatted(ports.platform(node.place()))
                + "    counter 柜台    %s/counter/#token=%s%n"
                        .formatted(ports.apiUri(node), home.token("counter"))
                + "    API            %s/docs/%n".formatted(ports.apiUri(node));
    }

    private static String organisation(SampleOrganisation sample) {
        return "  %s  %s  %s  %s%n"
                .formatted(sample.node(), sample.name(), sample.code().text(), sample.note().en());
    }

    private static String resident(SampleResident sample) {
        String score =
                sample.resident().score().isPresent()
                        ? sample.resident().score().getAsInt() + " " + sample.grade().orElse("")
                        : "-";
        return "  %s  %s  %s  %s  %s%n"
                .formatted(
                        sample.node(),
                        sample.resident().name().reveal(),
                        sample.resident().number().reveal(),
                        score,
                        sample.note().en());
    }
}
