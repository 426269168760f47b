package org.deconas.containers;

import org.testcontainers.DockerClientFactory;

/** The Docker engine that tests may use. */
public final class ContainerEngine {

    /** System property: whether tests are to have containers in place of what runs inside of their process. */
    public static final String WANTED = "deconas.containers";

    private ContainerEngine() {}

    /** Whether this run of the tests is one with containers. */
    public static boolean wanted() {
        return Boolean.getBoolean(WANTED);
    }

    /** Whether an engine answers. */
    public static boolean answers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /**
     * Whether the engine has an image of that name, with any tag.
     *
     * @param repository without a tag
     */
    public static boolean has(String repository) {
        return !DockerClientFactory.instance()
                .client()
                .listImagesCmd()
                .withReferenceFilter(repository)
                .exec()
                .isEmpty();
    }
}
