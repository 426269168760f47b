package org.deconas.schema;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the convolutions of training are computed in. Weights are float32 with either, and so is all that is measured. */
public enum NetworkPrecision {

    /** 32 bits. */
    @JsonProperty("float32")
    FLOAT32,

    /** 16 bits, of which 8 are precision: faster where the processor or the GPU has units for it. */
    @JsonProperty("bfloat16")
    BFLOAT16
}
