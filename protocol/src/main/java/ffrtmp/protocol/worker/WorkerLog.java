package ffrtmp.protocol.worker;

import ffrtmp.protocol.CborSerializable;

/** The bounded end of a running attempt's log; the text says itself where it was cut. */
public record WorkerLog(String text) implements CborSerializable {}
