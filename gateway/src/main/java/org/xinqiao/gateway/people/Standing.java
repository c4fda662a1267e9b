package org.xinqiao.gateway.people;

/** Where a subject stands with their own city, as far as benefits rest on it. */
public sealed interface Standing permits PersonStanding, OrganisationStanding {
    /** All of it in one spelling, for digests. */
    String canonical();
}
