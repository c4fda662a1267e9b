package org.xinqiao.gateway.people;

/**
 * What a host city told of one benefit on one request, summed up.
 *
 * @param granted units of {@code GRANTED}
 * @param used units of {@code USED}
 * @param returned units of {@code RETURNED}
 */
public record UnitsTold(long granted, long used, long returned) {}
