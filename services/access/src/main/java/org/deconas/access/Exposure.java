package org.deconas.access;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a service would let in.
 *
 * @param host the address that it listens on, as {@code quarkus.http.host} has it
 * @param keys whether there is a file of keys
 * @param open whether the service is said to be for everybody
 */
record Exposure(String host, boolean keys, boolean open) {

    /** Names are not looked up: what another machine says of a name may change. */
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

    /** Why the service must not start so, in one line; empty when it may. */
    Optional<String> refusal() {
        if (keys && open) {
            return Optional.of(
                    "deconas.access.keys-file and deconas.access.open=true contradict each other; unset one of them");
        }
        if (keys || open || LOOPBACK.matcher(host).matches()) {
            return Optional.empty();
        }
        return Optional.of("this service would be open to everybody who reaches " + host
                + "; set deconas.access.keys-file to a file of keys ('deconas keys add' makes one), or quarkus.http.host=127.0.0.1,"
                + " or deconas.access.open=true if everybody may do everything");
    }
}
