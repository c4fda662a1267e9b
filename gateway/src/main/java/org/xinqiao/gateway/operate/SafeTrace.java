package org.xinqiao.gateway.operate;

/**
 * What of an exception may be logged: classes and places. Its texts could quote a request, and with
 * it an identity number.
 */
public final class SafeTrace {
    private static final int FRAMES_MAX = 15;

    private SafeTrace() {}

    /** The exception and its causes, without their texts. */
    public static String of(Throwable fault) {
        var lines = new StringBuilder();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            lines.append(cause.getClass().getName());
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, FRAMES_MAX); i++) {
                lines.append("\n\tat ").append(frames[i]);
            }
            lines.append("\n");
        }
        return lines.toString();
    }
}
