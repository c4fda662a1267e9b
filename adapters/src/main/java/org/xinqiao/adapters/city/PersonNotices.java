package org.xinqiao.adapters.city;

/** Where a city's platform takes what a person should hear, and pushes it on as it can. */
public interface PersonNotices {
    /**
     * Hands a notice over; returns once the platform has it.
     *
     * @param notice a JWS in compact form; the same event may come again under the same id
     * @throws PlatformUnavailable if the platform did not say that it has it
     */
    void tell(byte[] notice) throws PlatformUnavailable;
}
