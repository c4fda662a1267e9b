package org.xinqiao.trust.tuf;

import java.time.Instant;

/**
 * Why metadata or a target is not believed, with the facts of it. What is refused here was never
 * taken into use: the last good snapshot stays in force until it expires.
 */
public sealed interface TufRefusal {
    /** The file or role that is refused. */
    String file();

    /** Which refusal it is, in a sentence with its facts. */
    String message();

    /** Older than what was seen before: somebody would like us to forget. */
    record RolledBack(String file, long trusted, long offered) implements TufRefusal {
        @Override
        public String message() {
            return "rollback: "
                    + file
                    + " is version "
                    + offered
                    + ", but version "
                    + trusted
                    + " was trusted before";
        }
    }

    /** A role that the trusted snapshot listed is listed no more. */
    record Dropped(String file, long trusted) implements TufRefusal {
        @Override
        public String message() {
            return "rollback: "
                    + file
                    + " is not listed any more, but version "
                    + trusted
                    + " was trusted before";
        }
    }

    /** The timestamp expired: whoever answers keeps newer metadata from us, or there is none. */
    record Frozen(String file, Instant expires, Instant now) implements TufRefusal {
        @Override
        public String message() {
            return "freeze: " + file + " expired at " + expires + ", it is " + now;
        }
    }

    /** The metadata expired. */
    record Expired(String file, Instant expires, Instant now) implements TufRefusal {
        @Override
        public String message() {
            return "expired: " + file + " expired at " + expires + ", it is " + now;
        }
    }

    /** Signed, but not of the version that the snapshot or timestamp binds it to. */
    record MixedUp(String file, long expected, long actual) implements TufRefusal {
        @Override
        public String message() {
            return "mix-and-match: " + file + " is version " + actual + " instead of " + expected;
        }
    }

    /** Fewer keys of the role signed than its threshold asks for. */
    record UnderSigned(String file, int threshold, int valid) implements TufRefusal {
        @Override
        public String message() {
            return "under-signed: "
                    + file
                    + " has "
                    + valid
                    + " valid signatures, "
                    + threshold
                    + " are needed";
        }
    }

    /** The length is not the signed one. */
    record WrongLength(String file, long expected, long actual) implements TufRefusal {
        @Override
        public String message() {
            return "wrong length: " + file + " has " + actual + " bytes instead of " + expected;
        }
    }

    /** The SHA-256 is not the signed one. */
    record WrongHash(String file, String expected, String actual) implements TufRefusal {
        @Override
        public String message() {
            return "wrong hash: " + file + " has SHA-256 " + actual + " instead of " + expected;
        }
    }

    /** Longer than anybody may make us read. */
    record TooLarge(String file, long bytesMax) implements TufRefusal {
        @Override
        public String message() {
            return "too large: " + file + " has more than " + bytesMax + " bytes";
        }
    }

    /** The repository does not have it, though what is signed says that it does. */
    record Missing(String file) implements TufRefusal {
        @Override
        public String message() {
            return "missing: " + file;
        }
    }

    /** Not metadata of the profile. */
    record Malformed(String file, String rule) implements TufRefusal {
        @Override
        public String message() {
            return "malformed: " + file + ": " + rule;
        }
    }
}
