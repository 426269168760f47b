package org.deconas.experiments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.deconas.experiments.domain.ExperimentLife.Completed;
import org.deconas.experiments.domain.ExperimentLife.Failed;
import org.deconas.experiments.domain.ExperimentLife.Requested;
import org.deconas.experiments.domain.ExperimentLife.Running;
import org.deconas.experiments.domain.ExperimentLife.Stopped;
import org.deconas.experiments.domain.ExperimentLife.Stopping;
import org.deconas.schema.ExperimentEnded;
import org.junit.jupiter.api.Test;

class ExperimentLifeTest {

    private static final ExperimentEnded STOPPED = ExperimentEnded.stopped("x");

    @Test
    void runsOnceItHasStarted() {
        // When
        ExperimentLife life = new Requested().started();
        // Then
        assertThat(life).isEqualTo(new Running());
    }

    @Test
    void stopsBeforeItHasStarted() {
        // When
        ExperimentLife life = new Requested().stopRequested();
        // Then
        assertThat(life).isEqualTo(new Stopping());
        assertThat(life.started()).isEqualTo(life);
    }

    @Test
    void isPausedWhetherItHasStartedOrNotAndStopsFromThere() {
        // When
        ExperimentLife life = new Requested().paused();
        // Then
        assertThat(life).isEqualTo(new Running().paused()).isEqualTo(life.started());
        assertThat(life.stopRequested()).isEqualTo(new Stopping());
    }

    @Test
    void endsInTheWayThatIsSaid() {
        // Given
        ExperimentLife life = new Running();
        // When
        List<ExperimentLife> ends = List.of(
                life.ended(ExperimentEnded.completed("x", "m")),
                life.ended(ExperimentEnded.failed("x", "no images")),
                life.ended(STOPPED));
        // Then
        assertThat(ends)
                .containsExactly(new Completed("m"), new Failed("no images"), new Stopped("stopped by its user"));
    }

    @Property
    void nothingFollowsAnEnd(@ForAll("histories") List<UnaryOperator<ExperimentLife>> later) {
        // Given
        ExperimentLife end = new Running().ended(ExperimentEnded.failed("x", "no images"));
        // When
        ExperimentLife life = lived(end, later);
        // Then
        assertThat(life).isEqualTo(end);
    }

    @Property
    void orderDoesNotCount(@ForAll("histories") List<UnaryOperator<ExperimentLife>> history) {
        // Given
        List<UnaryOperator<ExperimentLife>> backwards = new java.util.ArrayList<>(history);
        java.util.Collections.reverse(backwards);
        // When
        ExperimentLife life = lived(new Requested(), history);
        // Then
        assertThat(lived(new Requested(), backwards)).isEqualTo(life);
    }

    @Provide
    Arbitrary<List<UnaryOperator<ExperimentLife>>> histories() {
        return Arbitraries.<UnaryOperator<ExperimentLife>>of(
                        ExperimentLife::started,
                        ExperimentLife::paused,
                        ExperimentLife::stopRequested,
                        life -> life.ended(STOPPED))
                .list()
                .ofMaxSize(6);
    }

    private static ExperimentLife lived(ExperimentLife from, List<UnaryOperator<ExperimentLife>> history) {
        ExperimentLife life = from;
        for (UnaryOperator<ExperimentLife> happening : history) {
            life = happening.apply(life);
        }
        return life;
    }
}
