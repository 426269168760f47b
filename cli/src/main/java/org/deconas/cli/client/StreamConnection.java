package org.deconas.cli.client;

/** Is told whether events still come. */
public interface StreamConnection {

    /** Says nothing. */
    StreamConnection UNWATCHED = new StreamConnection() {
        @Override
        public void lost(String reason) {}

        @Override
        public void back(String lastEventId) {}
    };

    /** Nothing is heard any more; it is tried again. */
    void lost(String reason);

    /**
     * The service answers again.
     *
     * @param lastEventId after which it goes on; null when none came yet
     */
    void back(String lastEventId);
}
