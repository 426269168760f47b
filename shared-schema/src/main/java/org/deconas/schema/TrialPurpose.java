package org.deconas.schema;

/** What a trial's measurement is for. */
public enum TrialPurpose {
    /** Its reward moves the policy: measured on the round's validation patches. */
    REINFORCE,
    /** It is a candidate for the winner: measured on all validation patches; the policy is not moved any more. */
    DERIVE
}
