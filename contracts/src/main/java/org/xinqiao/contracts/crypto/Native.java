package org.xinqiao.contracts.crypto;

import java.security.Provider;
import org.jspecify.annotations.Nullable;

/**
 * The Amazon Corretto provider, an optional accelerator: where its native library loads (Linux on
 * x86-64 and arm64) it signs and verifies P-256 and Ed25519; elsewhere Bouncy Castle does. The
 * JDK's own EC provider is never used: it is several times slower than either. The system property
 * {@code xinqiao.crypto.portable=true} leaves the accelerator out.
 */
final class Native {
    private static final String PROVIDER =
            "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private static final String ED25519_KEYS =
            "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    /** The provider, or null where it does not load. It is never registered with the JVM. */
    static final @Nullable Provider CORRETTO = load();

    private Native() {}

    private static @Nullable Provider load() {
        if (Boolean.getBoolean("xinqiao.crypto.portable")) {
            return null;
        }
        try {
            // Without its own key factory it would translate JDK keys at every use: half the rate.
            if (System.getProperty(ED25519_KEYS) == null) {
                System.setProperty(ED25519_KEYS, "true");
            }
            Provider provider = (Provider) Class.forName(PROVIDER).getField("INSTANCE").get(null);
            // The class loads everywhere; its services are there only with the native library.
            boolean usable =
                    provider != null
                            && provider.getService("Signature", "SHA256withECDSAinP1363Format")
                                    != null
                            && provider.getService("Signature", "Ed25519") != null
                            && provider.getService("KeyFactory", "Ed25519") != null;
            return usable ? provider : null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }
}
