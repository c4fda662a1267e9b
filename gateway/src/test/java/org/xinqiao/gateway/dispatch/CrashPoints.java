package org.xinqiao.gateway.dispatch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Where a child process stops for its parent to kill it: at the n-th time that a named point is
 * passed. The product's own code knows nothing of it.
 */
final class CrashPoints {
    private final String name;
    private final AtomicInteger left;

    /** {@code name:n}; any other text stops nowhere. */
    CrashPoints(String text) {
        String[] parts = text.split(":");
        this.name = parts[0];
        this.left = new AtomicInteger(parts.length == 2 ? Integer.parseInt(parts[1]) : 0);
    }

    /** Passes a point, or says so and never returns. */
    void pass(String point) {
        if (point.equals(name) && left.decrementAndGet() == 0) {
            System.out.println(CrashingProcess.AT + point);
            while (true) {
                LockSupport.park();
            }
        }
    }

    /** Transactions whose commits are points: {@code before-<what>} and {@code after-<what>}. */
    PlatformTransactionManager around(DataSource database, String what) {
        return new Transactions(database, what);
    }

    private final class Transactions extends JdbcTransactionManager {
        private static final long serialVersionUID = 1L;

        private final String what;

        Transactions(DataSource database, String what) {
            super(database);
            this.what = what;
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            pass("before-" + what);
            super.doCommit(status);
            pass("after-" + what);
        }
    }
}
