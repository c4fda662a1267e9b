package org.xinqiao.gateway.authenticate;

import org.xinqiao.gateway.receive.Scan;
import org.xinqiao.gateway.trust.ActingTrust;

/**
 * A visitor's genuine and fresh code, not accepted here before.
 *
 * @param scan as scanned
 * @param code the code
 * @param trust what it was judged by
 */
public record ShownCode(Scan scan, AuthenticCode code, ActingTrust trust) {}
