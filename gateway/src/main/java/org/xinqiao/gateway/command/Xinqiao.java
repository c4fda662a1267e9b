package org.xinqiao.gateway.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.xinqiao.gateway.sandbox.SandboxCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/**
 * The command line's entry point. Exit codes: 0 done, 1 the command failed, 2 it was not
 * understood.
 *
 * <p>The one class outside the sandbox that knows of it.
 */
@Command(
        name = "xinqiao",
        description =
                "Xinqiao 信桥: cities recognise each other's credit, with consent and least disclosure.",
        subcommands = {
            SandboxCommand.class,
            NodeCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            TrustCommand.class,
            EvidenceCommand.class,
            StreamsCommand.class,
            CheckCommand.class,
            ItemsCommand.class,
            ConformCommand.class,
            RouteCommand.class,
            HelpCommand.class
        })
public final class Xinqiao {
    private Xinqiao() {}

    /** Runs the command named by the first argument; without one, explains itself. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(commandLine(out, err).execute(args.length == 0 ? new String[] {"help"} : args));
    }

    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return new CommandLine(new Xinqiao())
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((fault, arguments) -> notUnderstood(fault));
    }

    private static int notUnderstood(ParameterException fault) {
        CommandLine command = fault.getCommandLine();
        command.getErr().println("xinqiao: " + fault.getMessage());
        command.getErr().println("xinqiao: './xinqiao help' lists the commands and their options");
        return CommandLine.ExitCode.USAGE;
    }
}
