package org.deconas.systemtests.chaos;

/** What can happen to a mesh. */
enum Fault {
    KILL_SERVICE("a service is killed (-9) and started again"),
    FREEZE_SERVICE("a service is stopped (SIGSTOP) and goes on (SIGCONT)"),
    TERMINATE_SERVICE("a service is asked to end (SIGTERM) and started again"),
    KILL_BROKER("the broker is killed (-9) and started again"),
    RESTART_BROKER("the broker is stopped and started"),
    KILL_DATABASE("the database is killed (-9) and started again"),
    RESTART_DATABASE("the database is stopped and started"),
    CUT_BROKER("no connection to the broker holds"),
    CUT_DATABASE("no connection to the database holds"),
    SLOW_BROKER("what goes to and from the broker is held back"),
    SLOW_DATABASE("what goes to and from the database is held back"),
    REPEAT_RECORDS("old records are written again, in another order");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** What happens, in words. */
    String words() {
        return words;
    }
}
