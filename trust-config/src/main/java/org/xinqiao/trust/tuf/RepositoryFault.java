package org.xinqiao.trust.tuf;

/** A delegated role or a target that does not count, and why; the rest of the snapshot does. */
public record RepositoryFault(String file, String reason) {}
