package org.xinqiao.gateway.people;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.gateway.operate.AtRest;
import org.xinqiao.gateway.operate.NodeConfig;

/**
 * Keeps identity numbers at rest: encrypted, and found again by a keyed hash. Whoever has the
 * database alone learns nothing, not even by trying every number.
 */
@Component
public class SubjectVault {
    private final AtRest atRest;

    /** Under the current key, then under all others by which a row may stand. */
    private final List<KeyedHash> hashes;

    private final KeyedHash traces;

    /** A vault under the node's at-rest secret. */
    public SubjectVault(NodeConfig config, AtRest atRest) throws IOException {
        this.atRest = atRest;
        this.hashes = atRest.lookupSecrets().stream().map(KeyedHash::new).toList();
        this.traces =
                new KeyedHash(AtRest.secret(config.secrets().pseudonymKey()))
                        .derived("xinqiao staff query");
    }

    /** The keyed hash by which a subject's rows are found. */
    public byte[] lookup(SubjectNumber number) {
        return hash(hashes.getFirst(), number);
    }

    private static byte[] hash(KeyedHash hash, SubjectNumber number) {
        return hash.of(number.type().name() + "\0" + number.reveal());
    }

    /**
     * The keyed hash of a subject in records that keep no number to hash anew. It is under the
     * secret that never changes.
     */
    public byte[] trace(SubjectNumber number) {
        return hash(traces, number);
    }

    /**
     * The same of somebody whom this node knows by another name alone.
     *
     * @param home whose resident it is
     * @param name what that city calls them
     */
    public byte[] trace(NodeId home, String name) {
        return traces.of(home.value() + "\0" + name);
    }

    /**
     * All keyed hashes under which a subject's rows may stand, the one of {@link #lookup} first.
     */
    public byte[][] lookups(SubjectNumber number) {
        return hashes.stream().map(hash -> hash(hash, number)).toArray(byte[][]::new);
    }

    /** Encrypts a name for the row that the context names. */
    public byte[] seal(PersonName name, byte[] context) {
        return atRest.seal(name.reveal().getBytes(StandardCharsets.UTF_8), context);
    }

    /** Decrypts a name. */
    public PersonName openName(byte[] sealed, byte[] context) {
        return PersonName.of(new String(atRest.open(sealed, context), StandardCharsets.UTF_8));
    }

    /** Encrypts a number for the rows that its lookup finds. */
    public byte[] seal(SubjectNumber number) {
        byte[] plain = number.reveal().getBytes(StandardCharsets.UTF_8);
        return atRest.seal(plain, lookup(number));
    }

    /** Decrypts what {@link #seal} made. */
    public SubjectNumber open(SubjectType type, byte[] sealed, byte[] lookup) {
        String number = new String(atRest.open(sealed, lookup), StandardCharsets.UTF_8);
        return SubjectNumber.parse(type, number);
    }
}
