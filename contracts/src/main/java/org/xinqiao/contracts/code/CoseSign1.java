package org.xinqiao.contracts.code;

import static org.xinqiao.contracts.code.CborReader.require;

import org.xinqiao.contracts.problem.Refusal;

/** COSE's Sig_structure and the array of a pass (RFC 9052, 4.2 and 4.4). */
final class CoseSign1 {
    static final byte[] NOTHING = {};
    private static final int SIGNATURE_BYTES = 64;

    private CoseSign1() {}

    /** {@code [ "Signature1", protected, external_aad, payload ]}: the bytes that are signed. */
    static byte[] toBeSigned(byte[] protectedHeader, byte[] externalAad, byte[] payload) {
        return new CborWriter()
                .array(4)
                .text("Signature1")
                .bytes(protectedHeader)
                .bytes(externalAad)
                .bytes(payload)
                .toByteArray();
    }

    static byte[] write(byte[] protectedHeader, byte[] payload, byte[] signature) {
        return new CborWriter()
                .array(4)
                .bytes(protectedHeader)
                .map(0)
                .bytes(payload)
                .bytes(signature)
                .toByteArray();
    }

    /** The parts of an untagged COSE_Sign1 whose unprotected map is empty. */
    record Parts(byte[] protectedHeader, byte[] payload, byte[] signature) {}

    static Parts read(CborReader in) throws Refusal {
        require(in.array() == 4, "COSE_Sign1 is an array of four");
        byte[] header = in.bytes();
        require(in.map() == 0, "the unprotected map is empty");
        byte[] payload = in.bytes();
        byte[] signature = in.bytes(SIGNATURE_BYTES, "a signature");
        return new Parts(header, payload, signature);
    }
}
