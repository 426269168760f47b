package org.deconas.schema;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the trials of a search are drawn from. */
public enum SearchStrategy {

    /** The policy, which learns from their rewards. */
    @JsonProperty("reinforce")
    REINFORCE,

    /** The whole space, every bit 1 with probability 1/2: the control. Everything else is as with a policy, the budget too. */
    @JsonProperty("random")
    RANDOM
}
