package org.xinqiao.contracts.code;

import static org.xinqiao.contracts.code.CborReader.require;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.problem.Refusal;

/**
 * A credit code 信用码 as it is shown: {@code XQ1:} and Base45 of {@code [ pass, presentation ]}, or
 * of {@code [ pass ]} for a bearer code.
 *
 * <p>Reading one checks its form only. Nothing in it is to be believed before the signatures are
 * verified.
 *
 * @param pass the city's part
 * @param presented the device's part; null in a bearer code
 */
public record CreditCode(Pass pass, @Nullable Presentation presented) {
    /** What every code begins with. */
    public static final String PREFIX = "XQ1:";

    /** A QR code of version 13 at level M. */
    public static final int CHARACTERS_MAX = 483;

    /** A bearer code's text. */
    public static final int BEARER_CHARACTERS_MAX = 262;

    /** The presentation, absent in a bearer code. */
    public Optional<Presentation> presentation() {
        return Optional.ofNullable(presented);
    }

    /** The text of the QR code. */
    public String text() {
        var out = new CborWriter().array(presented == null ? 1 : 2).item(pass.encoded());
        if (presented != null) {
            presented.write(out);
        }
        return PREFIX + Base45.encode(out.toByteArray());
    }

    /**
     * Reads a code's text.
     *
     * @throws Refusal names the rule that the text breaks
     */
    public static CreditCode parse(String text) throws Refusal {
        require(text.length() <= CHARACTERS_MAX, "a code has at most 483 characters");
        require(text.startsWith(PREFIX), "a code begins with XQ1:");
        var in = new CborReader(Base45.decode(text, PREFIX.length()));
        int parts = in.array();
        require(parts == 1 || parts == 2, "a code is a pass and its presentation");
        Pass pass = Pass.read(in);
        Presentation presentation = parts == 2 ? Presentation.read(in) : null;
        in.end();
        boolean bearer = presentation == null && pass.claims().deviceKey().isEmpty();
        require(
                !bearer || text.length() <= BEARER_CHARACTERS_MAX,
                "a bearer code has at most 262 characters");
        return new CreditCode(pass, presentation);
    }
}
