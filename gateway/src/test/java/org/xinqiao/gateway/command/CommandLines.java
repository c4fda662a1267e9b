package org.xinqiao.gateway.command;

import java.io.PrintWriter;

/** Runs commands as {@link Xinqiao} does, within this program. */
public final class CommandLines {
    private CommandLines() {}

    /** What a command would exit with; both of its streams go to one place. */
    public static int run(PrintWriter out, String... arguments) {
        return Xinqiao.commandLine(out, out).execute(arguments);
    }
}
