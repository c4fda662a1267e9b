package org.xinqiao.contracts.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.bouncycastle.util.Arrays;

/**
 * Keys handed to a JCA provider in the encodings it takes. For these fixed curves everything before
 * the key's own bytes is constant.
 */
final class Der {
    static final Der P256 =
            new Der(
                    "EC",
                    "3059301306072a8648ce3d020106082a8648ce3d030107034200",
                    "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420",
                    "a144034200");
    static final Der ED25519 =
            new Der("Ed25519", "302a300506032b6570032100", "302e020100300506032b657004220420", "");

    private final String factory;
    private final byte[] publicPrefix;
    private final byte[] privatePrefix;
    private final byte[] privateInfix;

    private Der(String factory, String publicPrefix, String privatePrefix, String privateInfix) {
        this.factory = factory;
        this.publicPrefix = HexFormat.of().parseHex(publicPrefix);
        this.privatePrefix = HexFormat.of().parseHex(privatePrefix);
        this.privateInfix = HexFormat.of().parseHex(privateInfix);
    }

    PublicKey publicKey(Provider provider, byte[] key) {
        try {
            return KeyFactory.getInstance(factory, provider)
                    .generatePublic(new X509EncodedKeySpec(Arrays.concatenate(publicPrefix, key)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A checked key must load", e);
        }
    }

    PrivateKey privateKey(Provider provider, byte[] secret, byte[] key) {
        byte[] end =
                privateInfix.length == 0 ? privateInfix : Arrays.concatenate(privateInfix, key);
        try {
            return KeyFactory.getInstance(factory, provider)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(
                                    Arrays.concatenate(privatePrefix, secret, end)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A checked key must load", e);
        }
    }
}
