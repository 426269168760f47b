package org.deconas.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.deconas.work.Events.claim;
import static org.deconas.work.Events.training;
import static org.deconas.work.Events.trainingId;
import static org.deconas.work.Events.trial;
import static org.deconas.work.Events.trialId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.ExperimentResumeRequested;
import org.deconas.schema.ExperimentStopRequested;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrialFailed;
import org.deconas.schema.WorkClaimed;
import org.deconas.schema.WorkReleased;
import org.deconas.schema.WorkRenewed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkLoopTest {

    private static final WorkRules RULES = new WorkRules(Duration.ofMillis(600), Duration.ofMillis(100), 3);
    private static final Worker QUICK = (piece, abandoned) -> List.of(answer(piece));

    private final InMemoryLog log = new InMemoryLog();
    private final List<WorkLoop> loops = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void stop() {
        released.countDown();
        loops.forEach(WorkLoop::close);
        log.close();
    }

    @Test
    void eachPieceIsAnsweredByOneOfSeveralTrainers() {
        // Given
        int pieces = 60;
        for (int i = 0; i < pieces; i++) {
            log.append(trial(i));
        }

        // When
        for (String trainer : List.of("a", "b", "c", "d")) {
            start(trainer, (piece, abandoned) -> {
                Thread.sleep(5);
                return List.of(answer(piece));
            });
        }

        // Then
        await().until(() -> rewards() == pieces);
        assertThat(loops).allSatisfy(loop -> assertThat(loop.counts().answers()).isPositive());
        assertThat(loops).allSatisfy(loop -> assertThat(loop.lateAnswers()).isZero());
        assertThat(log.events().stream().filter(event -> event instanceof RewardMeasured))
                .extracting(Event::eventId)
                .doesNotHaveDuplicates();
    }

    @Test
    void pausedWorkIsFinishedWhereItRunsAndGoesOnWhenResumed() throws InterruptedException {
        // Given
        CountDownLatch begun = new CountDownLatch(1);
        int pieces = 10;
        for (int i = 0; i < pieces; i++) {
            log.append(trial(i));
        }
        start("a", (piece, abandoned) -> {
            begun.countDown();
            released.await();
            return List.of(answer(piece));
        });
        begun.await();

        // When
        log.append(new ExperimentPauseRequested(Events.EXPERIMENT, 1));
        log.append(trial(pieces));
        released.countDown();

        // Then: it does what it had claimed when it read of the pause, the piece at hand and one or two more
        await().until(() -> rewards() > 0 && claims() == rewards());
        await().during(Duration.ofMillis(300)).until(() -> rewards() <= 3 && claims() == rewards());
        log.append(new ExperimentResumeRequested(Events.EXPERIMENT, 1));
        await().until(() -> rewards() == pieces + 1);
    }

    @Test
    void loneTrainerBeginsBeforeItSeesItsClaimAndAnswersAfterwards() {
        // Given
        InMemoryLog.Reader reader = log.reader();
        AtomicInteger done = new AtomicInteger();
        log.append(trial(0));
        log.append(trial(1));

        // When
        reader.hold();
        start("a", reader, (piece, abandoned) -> {
            done.incrementAndGet();
            return List.of(answer(piece));
        });
        await().until(() -> done.get() == 1);
        long answersBefore = rewards();
        reader.goOn();

        // Then
        assertThat(answersBefore).isZero();
        await().until(() -> rewards() == 2);
        assertThat(done).hasValue(2);
    }

    @Test
    void workThatWasBegunInVainIsNotAnswered() {
        // Given
        InMemoryLog.Reader reader = log.reader();
        log.append(trial(0));
        AtomicInteger done = new AtomicInteger();

        // When: another one is first
        reader.hold();
        start("b", reader, (piece, abandoned) -> {
            done.incrementAndGet();
            return List.of(answer(piece));
        });
        await().until(() -> done.get() == 1);
        log.append(claim(trialId(0), 1, "a"));
        log.append(Events.rewardOf(trial(0)));
        reader.goOn();

        // Then
        await().until(() -> loops.get(0).counts().abandonments() == 1);
        assertThat(loops.get(0).counts().lostRaces()).isEqualTo(1);
        assertThat(loops.get(0).counts().answers()).isZero();
        assertThat(rewards()).isEqualTo(1);
    }

    @Test
    void workOfADeadTrainerIsDoneByAnother() {
        // Given
        log.append(training(0));
        InMemoryLog.Reader dying = start("a", this::untilReleased);
        await().until(() -> renewals(trainingId(0)) > 0);

        // When
        dying.die();
        start("b", QUICK);

        // Then
        await().until(() -> answered(trainingId(0)));
        assertThat(log.events()).contains(claim(trainingId(0), 2, "b"));
    }

    @Test
    void longWorkIsKeptByRenewingItsClaim() throws InterruptedException {
        // Given
        log.append(training(0));
        start("a", this::untilReleased);
        await().until(() -> renewals(trainingId(0)) > 0);

        // When
        start("b", QUICK);
        Thread.sleep(3 * RULES.lease().toMillis());

        // Then
        assertThat(log.count(event -> event instanceof WorkClaimed)).isEqualTo(1);
        assertThat(renewals(trainingId(0))).isGreaterThan(10);
    }

    @Test
    void claimsDoNotLapseWhileNothingComesThrough() throws InterruptedException {
        // Given
        AtomicBoolean answers = new AtomicBoolean();
        log.append(trial(0));
        log.append(claim(trialId(0), 1, "a"));

        // When
        InMemoryLog.Reader reader = log.reader();
        start("b", reader, QUICK, answers);
        Thread.sleep(2 * RULES.lease().toMillis());
        boolean takenMeanwhile = answered(trialId(0));
        answers.set(true);

        // Then
        assertThat(takenMeanwhile).isFalse();
        await().until(() -> answered(trialId(0)));
    }

    @Test
    void workThatFailsThriceIsGivenUpWithItsReason() {
        // Given
        log.append(trial(0));

        // When
        start("a", (piece, abandoned) -> {
            throw new IllegalStateException("no images\nin the folder");
        });

        // Then
        await().until(() -> log.count(event -> event instanceof TrialFailed) > 0);
        TrialFailed failure = (TrialFailed) log.events().stream()
                .filter(event -> event instanceof TrialFailed)
                .findFirst()
                .orElseThrow();
        assertThat(failure.reason()).isEqualTo("failed: no images");
        assertThat(failure.attempts()).isEqualTo(3);
        assertThat(log.count(event -> event instanceof WorkClaimed)).isEqualTo(3);
        assertThat(loops.get(0).counts().failedAttempts()).isEqualTo(3);
    }

    @Test
    void trainerThatStopsHandsOverAtOnceAndNothingIsHeldAgainstTheWork() {
        // Given
        for (int i = 0; i < 5; i++) {
            log.append(trial(i));
        }
        start("a", this::untilReleased);
        await().until(() -> log.count(event -> event instanceof WorkClaimed) == 2);

        // When
        long begin = System.nanoTime();
        loops.get(0).close();
        double seconds = (System.nanoTime() - begin) / 1e9;
        start("b", QUICK);

        // Then
        assertThat(seconds).isLessThan(1.5);
        await().until(() -> rewards() == 5);
        assertThat(log.count(event -> event instanceof WorkReleased release
                        && release.cause() == WorkReleased.Cause.HANDED_OVER
                        && release.instance().equals("a")))
                .isEqualTo(2);
    }

    @Test
    void workIsAbandonedWhenAnotherTrainerHasClaimedItMeanwhile() {
        // Given
        AtomicBoolean told = new AtomicBoolean();
        log.append(training(0));
        start("a", (piece, abandoned) -> {
            await().until(abandoned::getAsBoolean);
            told.set(true);
            throw new IllegalStateException("nobody waits");
        });
        await().until(() -> renewals(trainingId(0)) > 0);

        // When
        log.append(claim(trainingId(0), 2, "b"));

        // Then
        await().untilTrue(told);
        await().until(() -> loops.get(0).counts().abandonments() == 1);
        assertThat(log.count(event -> event instanceof WorkReleased)).isZero();
        assertThat(loops.get(0).counts().failedAttempts()).isZero();
    }

    @Test
    void workOfAStoppedExperimentIsAbandoned() {
        // Given
        log.append(training(0));
        start("a", (piece, abandoned) -> {
            await().until(abandoned::getAsBoolean);
            return List.of(answer(piece));
        });
        await().until(() -> renewals(trainingId(0)) > 0);

        // When
        log.append(new ExperimentStopRequested(Events.EXPERIMENT));

        // Then
        await().until(() -> loops.get(0).counts().abandonments() == 1);
        assertThat(answered(trainingId(0))).isFalse();
    }

    @Test
    void nextTrialIsClaimedAheadWhileThereAreMoreThanTrainers() {
        // Given
        for (int i = 0; i < 3; i++) {
            log.append(trial(i));
        }

        // When
        start("a", this::untilReleased);

        // Then: the first under way, the second in reserve, the third for whoever comes
        await().until(() -> renewals(trialId(1)) > 2);
        assertThat(log.count(event -> event instanceof WorkClaimed)).isEqualTo(2);
    }

    @Test
    void trainingIsNeverClaimedAhead() {
        // Given
        for (int lane = 0; lane < 4; lane++) {
            log.append(training(lane));
        }

        // When
        start("a", this::untilReleased);

        // Then
        await().until(() -> renewals(trainingId(0)) > 2);
        assertThat(log.count(event -> event instanceof WorkClaimed)).isEqualTo(1);
    }

    @Test
    void oneTrainerWorksInLogOrder() {
        // Given
        for (int i = 0; i < 20; i++) {
            log.append(trial(i));
        }

        // When
        start("a", QUICK);

        // Then
        await().until(() -> rewards() == 20);
        assertThat(log.events().stream().filter(event -> event instanceof RewardMeasured))
                .extracting(event -> ((RewardMeasured) event).index())
                .isSorted();
    }

    private InMemoryLog.Reader start(String trainer, Worker worker) {
        InMemoryLog.Reader reader = log.reader();
        start(trainer, reader, worker);
        return reader;
    }

    private void start(String trainer, InMemoryLog.Reader reader, Worker worker) {
        start(trainer, reader, worker, new AtomicBoolean(true));
    }

    private void start(String trainer, InMemoryLog.Reader reader, Worker worker, AtomicBoolean logAnswers) {
        WorkLoop loop = new WorkLoop(trainer, trainer, RULES, reader, worker, logAnswers::get);
        loops.add(loop);
        log.read(reader, loop);
    }

    private List<Event> untilReleased(Piece piece, java.util.function.BooleanSupplier abandoned)
            throws InterruptedException {
        released.await();
        return List.of(answer(piece));
    }

    private static Event answer(Piece piece) {
        return piece.request() instanceof ArchitectureSampled trial ? Events.rewardOf(trial) : Events.weights(0);
    }

    private long rewards() {
        return log.count(event -> event instanceof RewardMeasured);
    }

    private long claims() {
        return log.count(event -> event instanceof WorkClaimed);
    }

    private boolean answered(String id) {
        return log.count(event -> Piece.answeredBy(event).filter(id::equals).isPresent()) > 0;
    }

    private long renewals(String id) {
        return log.count(event ->
                event instanceof WorkRenewed renewal && renewal.workId().equals(id));
    }
}
