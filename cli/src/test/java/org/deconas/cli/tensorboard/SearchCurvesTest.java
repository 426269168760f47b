package org.deconas.cli.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.TrainingProgressed;
import org.deconas.schema.TrialPurpose;
import org.deconas.search.WholeSearch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.op.Ops;
import org.tensorflow.op.io.ReaderRead;
import org.tensorflow.proto.Event;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** What is written is read by TensorFlow's own reader of records, which checks their checksums. */
class SearchCurvesTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00.5Z");
    private static final List<org.deconas.schema.Event> LOG = WholeSearch.log("e", WholeSearch.settings());

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        try (SearchCurves curves = new SearchCurves(folder)) {
            for (int i = 0; i < LOG.size(); i++) {
                curves.take(LOG.get(i), START.plusSeconds(i));
                if (LOG.get(i) instanceof SharedTrainingRequested request) {
                    curves.take(
                            new TrainingProgressed("e", request.workId(), 4, 5, 0.125, 8, "anna", "CPU", 0.8),
                            START.plusSeconds(i));
                }
            }
            LOG.forEach(event -> takeAgain(curves, event));
        }
    }

    private static void takeAgain(SearchCurves curves, org.deconas.schema.Event event) {
        try {
            curves.take(event, START);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void trialsAndPolicyAreCurvesOfTheSearch() {
        // When
        List<Event> events = read("search");

        // Then
        assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
        assertThat(events.get(0).getWallTime()).isGreaterThanOrEqualTo(START.toEpochMilli() / 1e3);
        assertThat(values(events, "trial/reward"))
                .containsExactlyElementsOf(LOG.stream()
                        .filter(RewardMeasured.class::isInstance)
                        .map(RewardMeasured.class::cast)
                        .filter(reward -> reward.purpose() == TrialPurpose.REINFORCE)
                        .map(reward -> (float) reward.reward())
                        .toList());
        assertThat(values(events, "policy/entropy"))
                .containsExactlyElementsOf(LOG.stream()
                        .filter(PolicyUpdated.class::isInstance)
                        .map(PolicyUpdated.class::cast)
                        .filter(policy -> policy.version() > 0)
                        .map(policy -> (float) policy.meanEntropy())
                        .toList());
        assertThat(steps(events, "policy/baseline")).containsExactly(1L, 2L, 3L, 4L);
        assertThat(values(events, "candidate/psnr")).hasSize(4);
    }

    @Test
    void runsOfAnEarlierExperimentDoNotStay() throws IOException {
        // When
        try (SearchCurves other = new SearchCurves(folder)) {
            other.take(LOG.get(0), START);
        }

        // Then
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void networksAreRunsOfTheirOwn() throws IOException {
        // When
        List<Event> winner = read("winner");

        // Then
        assertThat(steps(winner, "validation/psnr")).containsExactly(20L, 30L, 35L);
        try (var runs = Files.list(folder)) {
            assertThat(runs.map(run -> run.getFileName().toString()))
                    .contains("search", "shared-0", "winner")
                    .filteredOn(name -> name.startsWith("finalist-"))
                    .hasSize((int) LOG.stream()
                            .filter(event -> event instanceof NetworkTrained network && network.toStep() == 10)
                            .count());
        }
    }

    @Test
    void sharedStepsCountOverTheRounds() {
        // When
        List<Event> shared = read("shared-0");

        // Then: the fourth step of each of three rounds of five
        assertThat(steps(shared, "training/loss")).containsExactly(4L, 9L, 14L);
        assertThat(values(shared, "training/loss")).containsOnly(0.125f);
    }

    @Test
    void oneBitThatIsNotAsItWasWrittenIsFoundByTheReader() throws IOException {
        // Given
        Path file = folder.resolve("search").resolve(EventFile.NAME);
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);

        // When, then
        assertThatThrownBy(() -> read("search")).hasMessageContaining("corrupted record");
    }

    private static List<Float> values(List<Event> events, String curve) {
        return events.stream()
                .flatMap(event -> event.getSummary().getValueList().stream())
                .filter(value -> value.getTag().equals(curve))
                .map(value -> value.getSimpleValue())
                .toList();
    }

    private static List<Long> steps(List<Event> events, String curve) {
        return events.stream()
                .filter(event -> event.getSummary().getValueList().stream()
                        .anyMatch(value -> value.getTag().equals(curve)))
                .map(Event::getStep)
                .toList();
    }

    private List<Event> read(String run) {
        List<Event> events = new ArrayList<>();
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            String file = folder.resolve(run).resolve(EventFile.NAME).toString();
            Operand<? extends TType> files = tf.io.fifoQueue(List.of(TString.class));
            ReaderRead next = tf.io.readerRead(tf.io.tfRecordReader(), files);
            session.runner()
                    .addTarget(tf.io.queueEnqueue(files, List.of(tf.constant(file))))
                    .run();
            session.runner().addTarget(tf.io.queueClose(files)).run();
            while (true) {
                try (TString record =
                        (TString) session.runner().fetch(next.value()).run().get(0)) {
                    events.add(Event.parseFrom(record.asBytes().getObject()));
                }
            }
        } catch (TFOutOfRangeException end) {
            return events;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
