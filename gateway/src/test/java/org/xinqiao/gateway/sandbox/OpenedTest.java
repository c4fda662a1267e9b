package org.xinqiao.gateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OpenedTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void close_severalThings_isInReverseAndGoesOnAfterAFault() {
        Opened opened = new Opened();
        opened.add(() -> closed.add("first"));
        opened.add(() -> {
            throw new IOException("does not close");
        });
        opened.add(() -> closed.add("last"));

        opened.close();
        opened.close();

        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void add_afterTheClose_closesAtOnce() {
        Opened opened = new Opened();
        opened.close();

        assertThatThrownBy(() -> opened.add(() -> closed.add("late")))
                .isInstanceOf(SandboxFault.class);
        assertThat(closed).containsExactly("late");
    }

    @Test
    void parallel_oneFails_waitsForTheOthers() {
        CountDownLatch failed = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<String>> tasks =
                List.of(
                        () -> {
                            failed.countDown();
                            throw new IOException("broken");
                        },
                        () -> {
                            failed.await();
                            done.set(true);
                            return "done";
                        });

        assertThatThrownBy(() -> Parallel.all(tasks))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
        assertThat(done).isTrue();
    }

    @Test
    void parallel_allSucceed_keepsTheirOrder() throws Exception {
        assertThat(Parallel.<Integer>all(List.of(() -> 1, () -> 2, () -> 3)))
                .containsExactly(1, 2, 3);
    }
}
