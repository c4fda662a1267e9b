package org.xinqiao.gateway.operate;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.OrganisationName;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.SubjectNumber;

/**
 * For whom a wallet speaks, as the city's platform said when it opened the session.
 *
 * @param subject whose wallet it is
 * @param name the person's name, where the platform told it
 * @param organisation the organisation's name, where the platform told it
 * @param evidenceMethod how the platform identified the person
 * @param evidenceReference the platform's own record of that
 * @param evidenceAuthority by what right the person acts for an organisation; null for themselves
 * @param expires until when the session lasts, exclusive
 */
public record WalletSession(
        SubjectNumber subject,
        @Nullable PersonName name,
        @Nullable OrganisationName organisation,
        String evidenceMethod,
        String evidenceReference,
        @Nullable String evidenceAuthority,
        Instant expires) {
    /** A person's own wallet. */
    public WalletSession(
            SubjectNumber subject,
            @Nullable PersonName name,
            String evidenceMethod,
            String evidenceReference,
            Instant expires) {
        this(subject, name, null, evidenceMethod, evidenceReference, null, expires);
    }

    /** The person's name, if the platform told it. */
    public Optional<PersonName> personName() {
        return Optional.ofNullable(name);
    }

    /** The organisation's name, if the platform told it. */
    public Optional<OrganisationName> organisationName() {
        return Optional.ofNullable(organisation);
    }

    /** By what right the person acts for an organisation, if they do. */
    public Optional<String> authority() {
        return Optional.ofNullable(evidenceAuthority);
    }
}
