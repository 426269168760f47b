package org.deconas.schema;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which heads of the controller emit the bits of a (cell, input) pair. */
public enum PolicyHeads {

    /** Three that all steps share (method, section 3). Bits of different steps then move together until the LSTM tells them apart. */
    @JsonProperty("shared")
    SHARED,

    /** Three for each step. */
    @JsonProperty("of-each-step")
    OF_EACH_STEP
}
