package org.xinqiao.trust.key;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.trust.key.DerivedKeys.Recipe;

/**
 * PKCS #8 under a passphrase: PBES2 with PBKDF2 (RFC 8018), with SHA-2 and AES as OpenSSL writes
 * it, or with SM3 and SM4 (GM/T 0091). Nothing older is opened: it would protect nothing.
 */
final class Pbes2 {
    private static final String EXPECTED =
            "must be encrypted by PBES2 with PBKDF2, a hash SHA-256, SHA-384, SHA-512 or SM3, and AES"
                    + " or SM4 in CBC mode, as \"openssl pkcs8 -topk8\" and \"openssl pkcs12"
                    + " -export\" of OpenSSL 3 do";

    /** What OWASP's Password Storage Cheat Sheet asks for PBKDF2 with HMAC-SHA-256. */
    private static final int ITERATIONS = 600_000;

    /** More would only keep a node from starting. */
    private static final int ITERATIONS_MAX = 10_000_000;

    private static final int SALT_BYTES = 16;
    private static final int BLOCK_BYTES = 16;
    private static final int KEY_BYTES = 32;

    private record Kind(int keyBytes, Supplier<BlockCipher> engine) {}

    private static final Map<ASN1ObjectIdentifier, Supplier<Digest>> HASHES =
            Map.of(
                    PKCSObjectIdentifiers.id_hmacWithSHA256, SHA256Digest::new,
                    PKCSObjectIdentifiers.id_hmacWithSHA384, SHA384Digest::new,
                    PKCSObjectIdentifiers.id_hmacWithSHA512, SHA512Digest::new,
                    GMObjectIdentifiers.hmac_sm3, SM3Digest::new);
    private static final Kind AES256 = new Kind(KEY_BYTES, AESEngine::newInstance);
    private static final Map<ASN1ObjectIdentifier, Kind> CIPHERS =
            Map.of(
                    NISTObjectIdentifiers.id_aes128_CBC, new Kind(16, AESEngine::newInstance),
                    NISTObjectIdentifiers.id_aes192_CBC, new Kind(24, AESEngine::newInstance),
                    NISTObjectIdentifiers.id_aes256_CBC, AES256,
                    GMObjectIdentifiers.sms4_cbc, new Kind(16, SM4Engine::new));

    private final char[] passphrase;
    private final DerivedKeys derived;

    Pbes2(char[] passphrase, DerivedKeys derived) {
        this.passphrase = passphrase.clone();
        this.derived = derived;
    }

    /**
     * What is inside, or what a wrong passphrase makes of it: some of those are only found out by
     * reading the key.
     *
     * @throws InvalidKey if it is encrypted in another way
     * @throws InvalidCipherTextException if it surely is another passphrase, or damaged
     */
    byte[] decrypt(EncryptedPrivateKeyInfo info) throws InvalidKey, InvalidCipherTextException {
        AlgorithmIdentifier algorithm = info.getEncryptionAlgorithm();
        require(algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2));
        PBES2Parameters parameters = PBES2Parameters.getInstance(algorithm.getParameters());
        KeyDerivationFunc derivation = parameters.getKeyDerivationFunc();
        EncryptionScheme scheme = parameters.getEncryptionScheme();
        require(derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2));
        PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(derivation.getParameters());
        ASN1ObjectIdentifier hash = pbkdf2.getPrf().getAlgorithm();
        Kind kind = CIPHERS.get(scheme.getAlgorithm());
        require(HASHES.containsKey(hash));
        byte[] iv = ASN1OctetString.getInstance(scheme.getParameters()).getOctets();
        if (kind == null || iv.length != BLOCK_BYTES) {
            throw new InvalidKey(EXPECTED);
        }
        BigInteger iterations = pbkdf2.getIterationCount();
        if (iterations.signum() <= 0
                || iterations.compareTo(BigInteger.valueOf(ITERATIONS_MAX)) > 0) {
            throw new InvalidKey("must be encrypted with 1 to " + ITERATIONS_MAX + " iterations");
        }
        Recipe recipe =
                Recipe.of(hash.getId(), pbkdf2.getSalt(), iterations.intValue(), kind.keyBytes());
        return run(cipher(false, kind, key(recipe), iv), info.getEncryptedData());
    }

    private static void require(boolean condition) throws InvalidKey {
        if (!condition) {
            throw new InvalidKey(EXPECTED);
        }
    }

    /** The EncryptedPrivateKeyInfo of a PrivateKeyInfo, with AES-256 and HMAC-SHA-256. */
    EncryptedPrivateKeyInfo encrypt(byte[] pkcs8, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] iv = new byte[BLOCK_BYTES];
        random.nextBytes(salt);
        random.nextBytes(iv);
        ASN1ObjectIdentifier hash = PKCSObjectIdentifiers.id_hmacWithSHA256;
        Recipe fresh = Recipe.of(hash.getId(), salt, ITERATIONS, KEY_BYTES);
        Recipe recipe = derived.known(passphrase, fresh).orElse(fresh);
        var parameters =
                new PBES2Parameters(
                        new KeyDerivationFunc(
                                PKCSObjectIdentifiers.id_PBKDF2,
                                new PBKDF2Params(
                                        recipe.saltBytes(),
                                        ITERATIONS,
                                        KEY_BYTES,
                                        new AlgorithmIdentifier(hash, DERNull.INSTANCE))),
                        new EncryptionScheme(
                                NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
        try {
            return new EncryptedPrivateKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters),
                    run(cipher(true, AES256, key(recipe), iv), pkcs8));
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("encryption finds no padding wrong", e);
        }
    }

    private byte[] key(Recipe recipe) {
        return derived.key(
                passphrase,
                recipe,
                () -> {
                    Supplier<Digest> hash =
                            Optional.ofNullable(HASHES.get(new ASN1ObjectIdentifier(recipe.hash())))
                                    .orElseThrow();
                    var generator = new PKCS5S2ParametersGenerator(hash.get());
                    generator.init(
                            PBEParametersGenerator.PKCS5PasswordToUTF8Bytes(passphrase),
                            recipe.saltBytes(),
                            recipe.iterations());
                    int bits = Byte.SIZE * recipe.keyBytes();
                    return ((KeyParameter) generator.generateDerivedParameters(bits)).getKey();
                });
    }

    /** CBC with PKCS #7 padding. */
    private static PaddedBufferedBlockCipher cipher(
            boolean encrypt, Kind kind, byte[] key, byte[] iv) {
        var cipher = new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(kind.engine().get()));
        cipher.init(encrypt, new ParametersWithIV(new KeyParameter(key), iv));
        return cipher;
    }

    private static byte[] run(PaddedBufferedBlockCipher cipher, byte[] input)
            throws InvalidCipherTextException {
        byte[] output = new byte[cipher.getOutputSize(input.length)];
        int bytes = cipher.processBytes(input, 0, input.length, output, 0);
        bytes += cipher.doFinal(output, bytes);
        return Arrays.copyOf(output, bytes);
    }
}
