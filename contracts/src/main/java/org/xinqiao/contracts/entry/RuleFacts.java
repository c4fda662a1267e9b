package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the rules need to know beside the entry.
 *
 * @param catalogue the catalogue
 * @param measures the list of measures
 * @param calendar working days
 * @param today the day of the judgement, in Asia/Shanghai
 * @param published when the entry was first published; null where it is not known
 * @param consents written consents by reference
 * @param personal whether the entry travels encrypted to one recipient
 */
public record RuleFacts(
        EntryCatalogue catalogue,
        MeasureList measures,
        WorkingDays calendar,
        LocalDate today,
        @Nullable LocalDate published,
        Function<String, Optional<WrittenConsent>> consents,
        boolean personal) {}
