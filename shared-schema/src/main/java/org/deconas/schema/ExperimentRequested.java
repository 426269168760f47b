package org.deconas.schema;

/**
 * A user asked for a search.
 *
 * @param experimentId chosen by the experiments service
 * @param name what people call it
 * @param profile the named profile that the settings started from
 * @param settings all settings, complete
 * @param origin the point of another experiment's log that it goes on from; absent when it begins anew
 */
public record ExperimentRequested(
        String experimentId, String name, String profile, ExperimentSettings settings, ExperimentOrigin origin)
        implements Event {

    public ExperimentRequested {
        Require.text("experimentId", experimentId);
        Require.text("name", name);
        Require.text("profile", profile);
        Require.present("settings", settings);
    }

    @Override
    public String eventId() {
        return experimentId + "/requested";
    }

    @Override
    public Topic topic() {
        return Topic.EXPERIMENTS;
    }
}
