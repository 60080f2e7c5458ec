package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.OpenEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The counters and the clock, under the first key; and how everything is read back. */
final class Header {
  private static final int TYPE = 1;

  private final OpenState open;
  private final EventClock clock;
  private final Downloads downloads;
  private final Sessions sessions;
  private final Rollup rollup;
  private final OpenWriter writer = new OpenWriter();
  private byte[] written = new byte[0];

  /** Lines of access logs so far: the order of requests. */
  long requests;

  long late;

  Header(OpenState open, EventClock clock, Downloads downloads, Sessions sessions, Rollup rollup) {
    this.open = open;
    this.clock = clock;
    this.downloads = downloads;
    this.sessions = sessions;
    this.rollup = rollup;
  }

  /** Adds the header where it changed. */
  void drain(List<OpenEntry> opened) {
    writer.begin(TYPE).number(open.nextKey()).number(requests).number(late);
    writer.number(sessions.nextNumber).number(downloads.nextNumber);
    writer.number(downloads.nextSerial).number(downloads.forgotten);
    clock.write(writer);
    rollup.write(writer);
    byte[] now = writer.toBytes();
    if (Arrays.equals(now, written)) return;
    written = now;
    opened.add(new OpenEntry(OpenState.HEADER, now));
  }

  private void read(OpenReader in) {
    open.nextKey(in.number());
    requests = in.number();
    late = in.number();
    sessions.nextNumber = in.number();
    downloads.nextNumber = in.number();
    downloads.nextSerial = in.number();
    downloads.forgotten = in.number();
    clock.read(in);
    rollup.read(in);
  }

  /**
   * @throws OpenStateException when the entries are not those of one correlator
   */
  void restore(List<OpenEntry> stored) {
    List<OpenReader> readers = new ArrayList<>(stored.size());
    for (OpenEntry entry : stored) readers.add(new OpenReader(entry));
    readers.sort(Comparator.comparingLong(OpenReader::key));
    if (readers.isEmpty()) return;
    OpenReader first = readers.get(0);
    if (first.type() != TYPE) {
      throw new OpenStateException("the stored open state has no header");
    }
    read(first);
    written = first.value();
    Map<Long, Download> byNumber = restoreDownloads(readers);
    for (OpenReader in : readers) restore(in, byNumber);
  }

  private Map<Long, Download> restoreDownloads(List<OpenReader> readers) {
    List<Download> all = new ArrayList<>();
    for (OpenReader in : readers) if (in.type() == Download.TYPE) all.add(new Download(in));
    all.sort(Comparator.comparingLong(download -> download.serial));
    Map<Long, Download> byNumber = new HashMap<>();
    for (Download download : all) {
      open.restored(download);
      downloads.restore(download);
      byNumber.put(download.number, download);
    }
    return byNumber;
  }

  private void restore(OpenReader in, Map<Long, Download> byNumber) {
    switch (in.type()) {
      case TYPE, Download.TYPE -> {}
      case SecondsPage.TYPE -> {
        SecondsPage page = new SecondsPage(in);
        open.restored(page);
        downloads.restore(owner(in, byNumber, page.download), page);
      }
      case RequestPage.TYPE -> {
        RequestPage page = new RequestPage(in);
        open.restored(page);
        downloads.restore(owner(in, byNumber, page.download), page);
      }
      case Session.TYPE -> {
        Session session = new Session(in);
        open.restored(session);
        sessions.restore(session);
      }
      case Span.TYPE -> {
        Span span = new Span(in);
        open.restored(span);
        rollup.restore(span);
      }
      default -> throw in.broken();
    }
  }

  private static Download owner(OpenReader in, Map<Long, Download> byNumber, long number) {
    Download owner = byNumber.get(number);
    if (owner == null) throw in.broken();
    return owner;
  }
}
