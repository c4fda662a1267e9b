package org.xinqiao.contracts.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** One algorithm of a named JCA provider that writes 64 raw bytes; keys come parsed. */
record JcaSignature(Provider provider, String algorithm) {

    byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm, provider);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A checked key must sign", e);
        }
    }

    boolean verify(PublicKey key, byte[] message, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(algorithm, provider);
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(bytes);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A checked key must verify", e);
        }
    }
}
