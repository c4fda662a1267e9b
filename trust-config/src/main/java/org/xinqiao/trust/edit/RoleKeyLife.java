package org.xinqiao.trust.edit;

import java.io.IOException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.xinqiao.trust.document.FederationPlan.Quorum;

/**
 * Changes the keys of the repository's roles. The next publication goes over: a new root is signed
 * by the keys before and after, and every role that has them also by its earlier ones, so that
 * partners see that the change is the role's own.
 */
public final class RoleKeyLife {
    private final Federation federation;
    private final RoleKeyFiles files;
    private final SecureRandom random;

    /** The life of the role keys in a federation's working directory. */
    public RoleKeyLife(Federation federation, SecureRandom random) {
        this.federation = federation;
        this.files = new RoleKeyFiles(federation);
        this.random = random;
    }

    /**
     * Replaces one key of a role, or all of them.
     *
     * @param keyId which one; all where there is none
     */
    public void rotate(String role, @Nullable String keyId)
            throws IOException, LintFailed, NotPossible {
        Quorum quorum = quorum(role);
        if (keyId == null) {
            files.make(role, quorum.keys(), random);
        } else {
            files.remove(role, keyId);
            files.add(role, random);
        }
    }

    /**
     * Takes a key of a role out without another in its place.
     *
     * @throws NotPossible if fewer would be left than must sign
     */
    public void remove(String role, String keyId) throws IOException, LintFailed, NotPossible {
        Quorum quorum = quorum(role);
        if (files.count(role) <= quorum.threshold()) {
            throw new NotPossible(
                    "role "
                            + role
                            + " needs "
                            + quorum.threshold()
                            + " keys to sign and has "
                            + files.count(role)
                            + ": rotate --role "
                            + role
                            + " --key "
                            + keyId
                            + " instead");
        }
        files.remove(role, keyId);
    }

    private Quorum quorum(String role) throws IOException, LintFailed, NotPossible {
        try {
            return KeyGen.plan(federation).quorum(role);
        } catch (IllegalArgumentException e) {
            throw new NotPossible("federation.yaml names no role " + role);
        }
    }
}
