package org.deconas.search.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Settings that no experiment can have; names everything that is wrong, not only the first thing. */
public class InvalidSettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * One thing that is wrong.
     *
     * @param key the setting, as {@code reward.penalty-weight}
     * @param message one line: the key, what it is, what would be right
     */
    public record Fault(String key, String message) {}

    private final transient List<Fault> faults;

    public InvalidSettingsException(List<Fault> faults) {
        super(faults.stream().map(Fault::message).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    public InvalidSettingsException(String key, String message) {
        this(List.of(new Fault(key, message)));
    }

    public List<Fault> faults() {
        return faults;
    }
}
