package org.deconas.schema;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a trial's reward is compared with. */
public enum PolicyBaseline {

    /** An exponential moving average of earlier rewards (method, section 4). */
    @JsonProperty("moving-average")
    MOVING_AVERAGE,

    /** The mean of the other trials of the same update (Kool, van Hoof and Welling 2019). */
    @JsonProperty("leave-one-out")
    LEAVE_ONE_OUT
}
