package org.deconas.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.deconas.schema.Event;
import org.deconas.schema.WorkClaimed;
import org.deconas.schema.WorkReleased;

/**
 * A trainer: claims open work, sees in the log whether the claim holds, does the work on a thread of its own, renews the claim meanwhile and
 * publishes the answer. While it measures one trial it claims the next, so that the way to the log and back costs no time; and where it is its
 * turn among the trainers that it knows, it begins before it has seen the claim, which another one will hardly have made: a claim that was
 * lost after all costs a piece that is abandoned.
 */
public final class WorkLoop implements AutoCloseable {

    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(1);
    private static final int TICKS_PER_RENEWAL = 8;

    private final String trainer;
    private final String instance;
    private final WorkRules rules;
    private final Publisher publisher;
    private final Worker worker;
    private final BooleanSupplier logAnswers;
    private final WorkLedger ledger;
    private final RandomGenerator random;
    private final WorkCounts counts = new WorkCounts();
    private final ExecutorService bench = Executors.newSingleThreadExecutor(task -> daemon(task, "work"));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "work-claims"));
    private final Map<String, OwnClaim> mine = new LinkedHashMap<>(); // by work id
    private final GivenUp givenUp;
    private OwnClaim working; // null for none
    private boolean live;
    private boolean closing;
    private long lastTick;

    /**
     * @param trainer what people call it by; no two that run have one name
     * @param instance this process: another one each time that it starts
     * @param logAnswers whether records are coming through; while they are not, nobody's claims lapse
     */
    public WorkLoop(
            String trainer,
            String instance,
            WorkRules rules,
            Publisher publisher,
            Worker worker,
            BooleanSupplier logAnswers) {
        this.trainer = trainer;
        this.instance = instance;
        this.rules = rules;
        this.publisher = publisher;
        this.givenUp = new GivenUp(publisher);
        this.worker = worker;
        this.logAnswers = logAnswers;
        this.ledger = new WorkLedger(rules, System::nanoTime);
        this.random = new SplittableRandom(instance.hashCode());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Takes note of an event of the log. */
    public synchronized void fold(Event event) {
        ledger.fold(event);
    }

    /** Does what follows from the events so far; the first call says that the log has been read to its end. */
    public synchronized void act() {
        if (closing) {
            return;
        }
        if (!live) {
            live = true;
            ledger.observeAfresh();
            ledger.showsUp(trainer, instance);
            lastTick = System.nanoTime();
            long period = rules.renewal().toNanos() / TICKS_PER_RENEWAL;
            clock.scheduleAtFixedRate(this::tick, period, period, TimeUnit.NANOSECONDS);
        }
        settleClaims();
        tellOutcomes();
        givenUp.tell(ledger.hopeless());
        do {
            beginWork();
        } while (claimWork());
    }

    /** What this loop has done so far. */
    public WorkCounts counts() {
        return counts;
    }

    /** Answers of anybody that came after another one, as this trainer has seen. */
    public synchronized long lateAnswers() {
        return ledger.lateAnswers();
    }

    /** The ids of all open work, whoever is at it. */
    public synchronized Set<String> openWork() {
        return ledger.open().stream().map(Piece::id).collect(Collectors.toSet());
    }

    private void tick() {
        try {
            keepClaims();
        } catch (RuntimeException e) {
            // The timer would end without a word, and with it all that this trainer holds
            Thread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), e);
        }
    }

    private synchronized void keepClaims() {
        long now = System.nanoTime();
        // This process slept, or nothing could come through: others had no chance to be heard either
        if (now - lastTick > rules.renewal().toNanos() || !logAnswers.getAsBoolean()) {
            ledger.observeAfresh();
        }
        lastTick = now;
        if (!closing) {
            mine.values().forEach(claim -> renew(claim, now));
            act();
        }
    }

    private void renew(OwnClaim claim, long now) {
        if (claim.isDueForRenewal(now, rules.renewal())) {
            claim.renewed(now, publisher.publish(claim.nextRenewal(instance)));
        }
    }

    private void settleClaims() {
        mine.values().removeIf(claim -> switch (ledger.stateOf(claim.piece, claim.attempt, instance)) {
            case AWAITED -> false;
            case HELD -> {
                claim.held = true;
                yield false;
            }
            case LOST -> {
                if (!claim.held) {
                    counts.lostRace();
                }
                abandon(claim);
                yield true;
            }
            case CLOSED -> {
                abandon(claim);
                yield true;
            }
        });
    }

    private void abandon(OwnClaim claim) {
        claim.abandoned = true;
        if (claim.outcome != null && !claim.told) {
            counts.abandoned();
        }
    }

    /** Work that was begun before its claim was seen may end before as well: then the outcome waits for the claim. */
    private void tellOutcomes() {
        for (OwnClaim claim : mine.values()) {
            if (claim.mayBeTold()) {
                claim.told = true;
                if (claim.failed) {
                    counts.failed();
                } else {
                    counts.answered();
                }
                claim.outcome.forEach(publisher::publish);
            }
        }
    }

    private void beginWork() {
        if (working != null) {
            return;
        }
        for (OwnClaim claim : mine.values()) {
            if (claim.mayBegin()) {
                claim.begun = true;
                working = claim;
                counts.begins(System.nanoTime());
                bench.execute(() -> work(claim));
                return;
            }
        }
    }

    private void work(OwnClaim claim) {
        try {
            ended(claim, worker.work(claim.piece, () -> claim.abandoned), false);
        } catch (Throwable failure) {
            ended(claim, List.of(claim.failure(instance, failure)), true);
            if (failure instanceof VirtualMachineError error) {
                throw error;
            }
        }
    }

    private synchronized void ended(OwnClaim claim, List<? extends Event> outcome, boolean failed) {
        working = null;
        counts.ends(System.nanoTime());
        if (claim.abandoned) {
            counts.abandoned();
        } else {
            claim.outcome = outcome;
            claim.failed = failed;
        }
        act();
    }

    /** Whether there was something to claim. One claim at a time is on its way, so that a log that takes nothing is not owed much. */
    private boolean claimWork() {
        if (mine.values().stream().anyMatch(claim -> !claim.begun || !claim.held)) {
            return false;
        }
        List<Piece> free = ledger.claimable();
        WorkLedger.Turn turn = ledger.turn(instance);
        if (working != null) {
            if (!working.piece.isTrial() || free.size() <= turn.trainers()) {
                return false;
            }
            free = free.stream().filter(Piece::isTrial).toList();
        }
        if (free.isEmpty()) {
            return false;
        }
        // Trainers that choose at once had better not choose the same: first its own, then the last of the others'
        Optional<Piece> own = free.stream().filter(turn::isFor).findFirst();
        Piece piece = own.orElse(free.get(free.size() - 1 - random.nextInt(Math.min(turn.trainers(), free.size()))));
        OwnClaim claim = new OwnClaim(piece, ledger.nextAttempt(piece), own.isPresent(), System.nanoTime());
        mine.put(piece.id(), claim);
        counts.claimed(System.nanoTime());
        publisher.publish(new WorkClaimed(piece.experimentId(), piece.id(), claim.attempt, trainer, instance));
        return true;
    }

    /** Hands over what it has claimed, and ends soon: a piece that takes longer is left where it is. */
    @Override
    public void close() {
        List<CompletableFuture<?>> releases = new ArrayList<>();
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
            for (OwnClaim claim : mine.values()) {
                if (!claim.told) {
                    claim.abandoned = true;
                    releases.add(publisher
                            .publish(claim.release(instance, WorkReleased.Cause.HANDED_OVER, "the trainer stops"))
                            .toCompletableFuture());
                }
            }
        }
        clock.shutdownNow();
        bench.execute(worker::close);
        bench.shutdown();
        try {
            long end = System.nanoTime() + PATIENCE_AT_THE_END.toNanos();
            bench.awaitTermination(PATIENCE_AT_THE_END.toNanos(), TimeUnit.NANOSECONDS);
            CompletableFuture.allOf(releases.toArray(CompletableFuture[]::new))
                    .get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Its claims lapse, which takes longer
        }
    }
}
