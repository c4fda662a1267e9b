package org.xinqiao.trust.document;

import java.time.Instant;
import org.xinqiao.contracts.identity.NodeId;

/** A party's word that an agreement is over; any party may give it alone. */
public record Ending(NodeId by, Instant at) {}
