package org.xinqiao.gateway.lists;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.Subject;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.gateway.people.SubjectVault;

/**
 * By what the entries about a subject are found: an organisation's by its code, a person's by a
 * keyed hash of the number, under the secret that never changes.
 */
@Component
public class Subjects {
    private final SubjectVault vault;

    /** Hashes under the node's secret. */
    public Subjects(SubjectVault vault) {
        this.vault = vault;
    }

    /** By what an entry is found; empty where its number is none. */
    public Optional<byte[]> of(Entry entry) {
        Subject subject = entry.subject();
        StatedNumber code = subject.code();
        return code == null ? Optional.empty() : code.checked(subject.type()).map(this::of);
    }

    /** By what the entries of a subject are found. */
    public byte[] of(SubjectNumber number) {
        return number instanceof UnifiedSocialCreditCode code
                ? StreamEntries.organisation(code.reveal())
                : vault.trace(number);
    }
}
