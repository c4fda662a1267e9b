package org.xinqiao.gateway.operate.backup;

/** A backup that cannot be written, or one that must not be restored; the message says why. */
public final class BackupRefused extends Exception {
    private static final long serialVersionUID = 1L;

    BackupRefused(String reason) {
        super(reason);
    }
}
