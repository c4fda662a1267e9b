package org.xinqiao.gateway.outside;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.json.StrictJson;

/**
 * Visitors from Xiamen at a counter in Fuzhou, four a second, some with a pass of just now and some
 * with one from the beginning. Whatever is not a benefit at once is a refusal, with its reason.
 */
final class Traffic implements AutoCloseable {
    private static final String PURPOSE = "library.lending";
    private static final int EVERY_MILLIS = 250;

    final List<String> refusals = new CopyOnWriteArrayList<>();
    final AtomicInteger benefits = new AtomicInteger();
    private final Outside outside;
    private final Visitor visitor;
    private final Pass first;
    private final AtomicInteger visits = new AtomicInteger();
    private final ScheduledExecutorService counters = Executors.newScheduledThreadPool(3);

    Traffic(Outside outside) throws Exception {
        this.outside = outside;
        this.visitor = Visitor.of(outside, 700).consents(Outside.FUZHOU, PURPOSE);
        this.first = visitor.pass();
        for (int i = 0; i < 3; i++) {
            var _ =
                    counters.scheduleAtFixedRate(
                            this::visit,
                            EVERY_MILLIS * (long) i,
                            3 * EVERY_MILLIS,
                            TimeUnit.MILLISECONDS);
        }
    }

    private void visit() {
        try {
            Pass pass = visits.incrementAndGet() % 3 == 0 ? first : visitor.pass();
            Outside.Answer answer = scan(visitor.shows(pass));
            if (answer.status() == 200
                    && answer.json()
                            .path("decisions")
                            .path(0)
                            .path("outcome")
                            .asString("")
                            .equals("BENEFIT")) {
                benefits.incrementAndGet();
            } else {
                refusals.add(answer.status() + " " + new String(answer.body()));
            }
        } catch (Exception e) {
            if (!counters.isShutdown()) {
                refusals.add(e.toString());
            }
        }
    }

    private Outside.Answer scan(String code) throws Exception {
        var scan = StrictJson.object().put("code", code).put("purpose", PURPOSE);
        scan.put("terminal", "desk-1");
        return outside.api(
                Outside.FUZHOU, "counter", "POST", "/api/v1/recognitions", scan.toString());
    }

    @Override
    public void close() throws InterruptedException {
        counters.shutdown();
        counters.awaitTermination(30, TimeUnit.SECONDS);
    }
}
