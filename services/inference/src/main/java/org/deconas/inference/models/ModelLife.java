package org.deconas.inference.models;

import java.util.Optional;

/**
 * The life of what goes by one model's id: what can happen to it in each state, and what it becomes. The log tells of every model, and
 * of one again when its files were written anew; what is told twice or too late changes nothing of a model that serves.
 */
public sealed interface ModelLife {

    /** The log tells of a model of this id. */
    ModelLife announced(Announcement announcement);

    ModelState state();

    /** What there is to know: of the model that serves, or of the one that is to. */
    Announcement announcement();

    /** What requests are answered with. */
    default Optional<PromotedModel> served() {
        return Optional.empty();
    }

    /** One line: why the model that the log told of last does not serve. */
    default Optional<String> reason() {
        return Optional.empty();
    }

    /** A model of that id is to be fetched. */
    sealed interface Fetching extends ModelLife {

        /** The one to fetch. */
        Announcement wanted();

        /** It is on disk. */
        default Serving fetched(PromotedModel model) {
            return new Serving(model);
        }

        /** It cannot be had. */
        ModelLife passedOver(String reason);
    }

    /** The log told of it, and nothing of its id serves yet. */
    record Announced(Announcement announcement) implements Fetching {
        @Override
        public ModelLife announced(Announcement other) {
            return other.isNewerThan(announcement) ? new Announced(other) : this;
        }

        @Override
        public Announcement wanted() {
            return announcement;
        }

        @Override
        public PassedOver passedOver(String reason) {
            return new PassedOver(announcement, reason);
        }

        @Override
        public ModelState state() {
            return ModelState.ANNOUNCED;
        }
    }

    /** The log told of a newer model of its id; it serves until that one takes its place, and goes on if that one cannot be had. */
    record Replacing(PromotedModel older, Announcement wanted) implements Fetching {
        @Override
        public ModelLife announced(Announcement other) {
            return other.isNewerThan(wanted) ? new Replacing(older, other) : this;
        }

        @Override
        public Serving passedOver(String reason) {
            return new Serving(older, Optional.of(Reason.required(reason)));
        }

        @Override
        public ModelState state() {
            return ModelState.SERVING;
        }

        @Override
        public Announcement announcement() {
            return older.announcement();
        }

        @Override
        public Optional<PromotedModel> served() {
            return Optional.of(older);
        }
    }

    /**
     * On disk, and loaded when a request asks for it.
     *
     * @param model what serves
     * @param reason why a newer one of its id does not serve in its place, where there is a newer one
     */
    record Serving(PromotedModel model, Optional<String> reason) implements ModelLife {

        public Serving(PromotedModel model) {
            this(model, Optional.empty());
        }

        @Override
        public ModelLife announced(Announcement other) {
            return other.isNewerThan(announcement()) ? new Replacing(model, other) : this;
        }

        /** Its files are no network that runs. */
        public PassedOver unusable(String why) {
            return new PassedOver(announcement(), why);
        }

        @Override
        public ModelState state() {
            return ModelState.SERVING;
        }

        @Override
        public Announcement announcement() {
            return model.announcement();
        }

        @Override
        public Optional<PromotedModel> served() {
            return Optional.of(model);
        }
    }

    /** It cannot be had, and nothing of its id serves: so whatever the log tells of that id is tried, be it the same once more. */
    record PassedOver(Announcement announcement, String why) implements ModelLife {

        public PassedOver {
            Reason.required(why);
        }

        @Override
        public ModelLife announced(Announcement other) {
            return new Announced(other);
        }

        @Override
        public ModelState state() {
            return ModelState.PASSED_OVER;
        }

        @Override
        public Optional<String> reason() {
            return Optional.of(why);
        }
    }
}
