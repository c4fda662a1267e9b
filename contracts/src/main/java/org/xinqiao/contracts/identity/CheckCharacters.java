package org.xinqiao.contracts.identity;

/** The check characters of the national standards; each takes the characters before it. */
final class CheckCharacters {
    private static final String MOD_11_2 = "10X98765432";
    private static final int[] GB11714_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    /** The characters of GB 32100, each worth its position: no I, O, S, V, Z. */
    static final String GB32100_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private CheckCharacters() {}

    /** ISO 7064 MOD 11-2 over 17 digits, as GB 11643-1999 uses it. */
    static char mod11By2(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum = (sum + digits.charAt(i) - '0') * 2 % 11;
        }
        return MOD_11_2.charAt(sum);
    }

    /** ISO 7064 MOD 11,10 over 14 digits, as the 15-digit registration number uses it. */
    static char mod11By10(String digits) {
        int product = 10;
        for (int i = 0; i < digits.length(); i++) {
            int sum = (product + digits.charAt(i) - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (char) ('0' + (11 - product) % 10);
    }

    /** GB 32100-2015: 17 characters of its alphabet, weights powers of 3 modulo 31. */
    static char gb32100(String characters) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < characters.length(); i++) {
            sum = (sum + GB32100_ALPHABET.indexOf(characters.charAt(i)) * weight) % 31;
            weight = weight * 3 % 31;
        }
        return GB32100_ALPHABET.charAt((31 - sum) % 31);
    }

    /** GB 11714-1997: the ninth character of an organisation code, from eight before it. */
    static char gb11714(String characters) {
        int sum = 0;
        for (int i = 0; i < GB11714_WEIGHTS.length; i++) {
            sum += Character.digit(characters.charAt(i), 36) * GB11714_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return check == 10 ? 'X' : (char) ('0' + check % 11);
    }
}
