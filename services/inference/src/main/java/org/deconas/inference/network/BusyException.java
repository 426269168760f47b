package org.deconas.inference.network;

/** So many requests wait already that another one is turned away. */
public class BusyException extends Exception {

    private static final long serialVersionUID = 1L;

    BusyException(int waiting) {
        super(waiting + " requests wait already; ask again later");
    }
}
