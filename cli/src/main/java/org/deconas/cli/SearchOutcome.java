package org.deconas.cli;

import java.util.Optional;

/**
 * How a search ended.
 *
 * @param modelId of the winner, if there is one
 * @param reason why there is none, else null
 */
record SearchOutcome(Optional<String> modelId, String reason) {

    /** 0 with a winner; else says why there is none. */
    int exitCode(CommonOptions common) {
        if (modelId.isEmpty()) {
            common.complain("the search gave no model: " + reason);
            return 1;
        }
        return 0;
    }
}
