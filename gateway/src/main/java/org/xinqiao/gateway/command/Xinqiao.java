package org.xinqiao.gateway.command;

/** The command line's entry point. */
public final class Xinqiao {
    private Xinqiao() {}

    /** Runs the command named by the first argument. */
    public static void main(String[] args) {
        System.out.println("xinqiao");
    }
}
