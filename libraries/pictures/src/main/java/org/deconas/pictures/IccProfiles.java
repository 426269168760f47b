package org.deconas.pictures;

import java.nio.charset.StandardCharsets;

/** What the first bytes of a colour profile say (ICC.1, section 7.2). */
final class IccProfiles {

    private static final int HEADER = 128;

    private IccProfiles() {}

    static boolean isOf(byte[] profile, boolean colour) {
        return isProfile(profile) && space(profile).equals(colour ? "RGB " : "GRAY");
    }

    static boolean isOfCmyk(byte[] profile) {
        return isProfile(profile) && space(profile).equals("CMYK");
    }

    private static boolean isProfile(byte[] profile) {
        return profile.length >= HEADER && code(profile, 36).equals("acsp");
    }

    private static String space(byte[] profile) {
        return code(profile, 16);
    }

    private static String code(byte[] profile, int at) {
        return new String(profile, at, 4, StandardCharsets.ISO_8859_1);
    }
}
