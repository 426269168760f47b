package org.deconas.work;

import static org.deconas.work.Events.trial;
import static org.deconas.work.Events.trialId;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.deconas.schema.Event;
import org.junit.jupiter.api.BeforeEach;

/** A test of a ledger at a time that it sets. */
abstract class LedgerTest {

    static final Piece TRIAL = new Piece(trial(0));
    static final String ID = trialId(0);

    long now;
    final WorkLedger ledger = new WorkLedger(WorkRules.DEFAULT, () -> now);

    @BeforeEach
    void logHasBeenReadToItsEnd() {
        ledger.observeAfresh();
    }

    void fold(Event... events) {
        List.of(events).forEach(ledger::fold);
    }

    void passes(Duration time) {
        now += time.toNanos();
    }

    String holder() {
        Optional<WorkLedger.Holder> holder = ledger.holder(TRIAL);
        return holder.map(WorkLedger.Holder::instance).orElse("nobody");
    }
}
