package org.xinqiao.gateway.disclose;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryItem;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.lists.Forward;
import org.xinqiao.gateway.lists.Routing;
import org.xinqiao.gateway.permit.FlowRules;
import org.xinqiao.gateway.trust.ActingTrust;

/**
 * Where an entry would go from here, and why, or why not: the same rules that the engine asks, put
 * into words.
 *
 * @param steps what was looked at, in order
 */
public record RouteExplanation(List<Step> steps) {
    /** Keeps a copy. */
    public RouteExplanation {
        steps = List.copyOf(steps);
    }

    /**
     * One place where the way goes on, or ends.
     *
     * @param stream the stream that the entry stands in there
     * @param to the own stream, or the node, that it would come to
     * @param goes whether it does
     * @param rule which rule says so, in short
     * @param zh why, in Chinese
     * @param en why, in English
     */
    public record Step(String stream, String to, boolean goes, String rule, String zh, String en) {}

    /**
     * Explains.
     *
     * @param stream the stream that the entry stands in
     * @param item what the catalogue says of its item; null where it does not name it
     * @param today the day, in Asia/Shanghai
     */
    public static RouteExplanation of(
            StreamName stream,
            Entry entry,
            @Nullable EntryItem item,
            Routing routing,
            ActingTrust trust,
            LocalDate today) {
        var steps = new ArrayList<Step>();
        if (stream.source().equals(trust.self())) {
            sends(stream, routing, trust, steps);
        } else {
            List<Forward> lines = routing.from(stream);
            if (lines.isEmpty()) {
                steps.add(
                        new Step(
                                stream.value(),
                                trust.self().value(),
                                false,
                                "not-routed",
                                "路由配置不转发该流，条目止于本节点",
                                "the routes pass nothing of this stream on: it ends at this node"));
            }
            for (Forward line : lines) {
                forward(line, entry, item, routing, trust, today, steps);
            }
        }
        return new RouteExplanation(steps);
    }

    private static void forward(
            Forward line,
            Entry entry,
            @Nullable EntryItem item,
            Routing routing,
            ActingTrust trust,
            LocalDate today,
            List<Step> steps) {
        String from = line.from().value();
        String to = line.to().value();
        switch (ForwardRules.decide(entry, line, item, today)) {
            case ForwardRules.Verdict.Goes(Entry view) -> {
                int dropped = entry.fields().names().size() - view.fields().names().size();
                steps.add(
                        new Step(
                                from,
                                to,
                                true,
                                "forward",
                                "按路由配置转发，去除字段 " + dropped + " 个",
                                "passed on by the routes, without " + dropped + " of its fields"));
                sends(line.to(), routing, trust, steps);
            }
            case ForwardRules.Verdict.Stays(ForwardRules.Reason reason) ->
                    steps.add(
                            new Step(
                                    from,
                                    to,
                                    false,
                                    reason.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                    reason.zh(),
                                    reason.en()));
        }
    }

    private static void sends(
            StreamName stream, Routing routing, ActingTrust trust, List<Step> steps) {
        Set<NodeId> routed = routing.sends().getOrDefault(stream, Set.of());
        var ordered = new TreeSet<>(Comparator.comparing(NodeId::value));
        ordered.addAll(routed);
        ordered.addAll(trust.partners());
        for (NodeId node : ordered) {
            steps.add(send(stream, node, routed.contains(node), trust));
        }
    }

    private static Step send(StreamName stream, NodeId node, boolean routed, ActingTrust trust) {
        if (!routed) {
            return new Step(
                    stream.value(),
                    node.value(),
                    false,
                    "not-routed",
                    "路由配置未列出该节点",
                    "the routes do not name this node");
        }
        try {
            FlowRules.decide(stream, node, trust);
            return new Step(
                    stream.value(),
                    node.value(),
                    true,
                    "send",
                    "路由配置列出，且上下级职责或生效协议允许",
                    "the routes name it, and duty up and down or an agreement in force allows it");
        } catch (Refusal e) {
            return new Step(
                    stream.value(),
                    node.value(),
                    false,
                    e.type().wire(),
                    "路由配置列出，但无法定职责且无生效协议允许",
                    "the routes name it, but neither duty nor an agreement in force allows it");
        }
    }
}
