package org.xinqiao.gateway.operate;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who calls the API. A handler takes one as a parameter.
 *
 * @param name the token's name; for a wallet an abbreviation of its session's hash, which tells
 *     nobody anything but keeps sessions apart
 * @param role what the caller is
 * @param wallet the wallet session, for {@link Role#WALLET} only
 */
public record Caller(String name, Role role, @Nullable WalletSession wallet) {
    /** A wallet has a session and nobody else has one. */
    public Caller {
        if ((role == Role.WALLET) != (wallet != null)) {
            throw new IllegalArgumentException("only a wallet has a session");
        }
    }

    /** The wallet session, if a wallet calls. */
    public Optional<WalletSession> session() {
        return Optional.ofNullable(wallet);
    }
}
