package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.streams.line.Slice;
import ffrtmp.streams.line.StreamLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Sessions as they come, and those of them that wait for their link, in the order of their end. */
final class Sessions {
  private static final int LONGEST_HOST = 305;
  private static final int LONGEST_PROTOCOL = 8;
  private static final int MILLIS = 1_000;

  private final OpenState open;
  private final int max;
  private final PriorityQueue<Session> waiting =
      new PriorityQueue<>(
          Comparator.<Session>comparingLong(session -> session.row.endMillis())
              .thenComparingLong(session -> session.row.number()));
  private final List<Session> changedRows = new ArrayList<>();
  long nextNumber = 1;

  Sessions(OpenState open, int max) {
    this.open = open;
    this.max = max;
  }

  Session of(StreamLine line, ServiceCache.Entry entry) {
    SessionRow row =
        Session.rowOf(
            nextNumber++,
            text(line.client(), Downloads.length(line.client())),
            text(line.protocol(), LONGEST_PROTOCOL),
            line.status(),
            line.second() * MILLIS,
            line.durationMillis(),
            line.sent(),
            line.received(),
            text(line.host(), LONGEST_HOST),
            entry.service);
    Session session = new Session(open.newKey(), row, entry.hostHash);
    changed(session);
    if (row.sessionClass() == SessionClass.FAILED) open.close(session);
    else await(session);
    return session;
  }

  private static String text(Slice slice, int longest) {
    int length = Math.min(slice.length(), longest);
    return new String(slice.data(), slice.from(), length, StandardCharsets.UTF_8);
  }

  private void await(Session session) {
    waiting.add(session);
    open.changed(session);
  }

  void restore(Session session) {
    waiting.add(session);
  }

  /**
   * The next one that ended at that second or before, no longer waiting; also the earliest while
   * too many wait.
   */
  @Nullable Session next(long second) {
    Session head = waiting.peek();
    if (head == null || (head.endSecond() > second && waiting.size() <= max)) return null;
    waiting.remove();
    open.close(head);
    return head;
  }

  void changed(Session session) {
    if (session.rowChanged) return;
    session.rowChanged = true;
    changedRows.add(session);
  }

  List<SessionRow> drainRows() {
    List<SessionRow> rows = new ArrayList<>(changedRows.size());
    for (Session session : changedRows) {
      session.rowChanged = false;
      rows.add(session.row);
    }
    changedRows.clear();
    return rows;
  }

  /** Rows that {@link #drainRows} would give. */
  int changes() {
    return changedRows.size();
  }

  int waiting() {
    return waiting.size();
  }
}
