package org.xinqiao.gateway.sandbox.people;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.OrganisationName;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.message.CreditList;
import org.xinqiao.contracts.message.EvaluationGrade;

/**
 * An organisation that does not exist, as the simulated platform of its city knows it.
 *
 * @param lists on which public lists it stands
 * @param grade its grade in the public evaluation; empty where it was not evaluated
 * @param note what it is there to show, in Chinese and English
 * @param expects by benefit for organisations of every other city with one: BENEFIT or NO_EFFECT.
 *     Written by hand from the agreement, never computed
 */
public record SampleOrganisation(
        NodeId node,
        UnifiedSocialCreditCode code,
        OrganisationName name,
        Set<CreditList> lists,
        Optional<EvaluationGrade> grade,
        SampleResident.Note note,
        Map<String, String> expects) {}
