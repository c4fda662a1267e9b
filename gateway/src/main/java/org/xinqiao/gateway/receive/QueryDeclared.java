package org.xinqiao.gateway.receive;

import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.PersonName;

/**
 * Who looks for entries, and why.
 *
 * @param officer the officer's id in the calling system
 * @param name the officer's name
 * @param purpose what for
 * @param duty by which statutory duty; null where none is claimed
 * @param sameFamilyName whether officer and person may share a family name
 */
public record QueryDeclared(
        String officer,
        PersonName name,
        String purpose,
        @Nullable String duty,
        boolean sameFamilyName) {}
