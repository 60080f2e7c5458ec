package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.streams.line.CacheResult;
import ffrtmp.streams.line.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The downloads that lines may still join: by key, by client and service, and in the order of their
 * last touch.
 *
 * <p>Invariant: whether a download is gone follows from the watermark alone, never from when it was
 * last swept; so batches may end anywhere.
 */
final class Downloads {
  private static final int LEAST_PLACES = 1_024;
  private static final int LONGEST_CLIENT = 64;
  private static final long BYTES_OF_DOWNLOAD = 500;
  private static final long BYTES_OF_PAGE = 550;
  private static final long BYTES_OF_REQUEST = 30;

  private final CorrelatorSettings settings;
  private final EventClock clock;
  private final OpenState open;
  private final Map<Party.Id, Party> parties = new HashMap<>();
  private final List<Download> changedRows = new ArrayList<>();
  private @Nullable Download[] places = new @Nullable Download[LEAST_PLACES];
  private int count;
  private int cells;
  private int requests;
  private @Nullable Download oldest;
  private @Nullable Download newest;
  private long present = Long.MIN_VALUE;
  long nextNumber = 1;
  long nextSerial = 1;
  long forgotten;

  Downloads(CorrelatorSettings settings, EventClock clock, OpenState open) {
    this.settings = settings;
    this.clock = clock;
    this.open = open;
  }

  /** The bytes of a client that count. */
  static int length(Slice client) {
    return Math.min(client.length(), LONGEST_CLIENT);
  }

  void now(long second) {
    present = second;
  }

  /** The download that a request of that second joins; the latest where there are several. */
  @Nullable Download find(Slice client, ServiceCache.Entry of, Slice name, long second) {
    int length = length(client);
    long hash = hash(client, length, of, name);
    Download found = null;
    for (Download at = places[(int) hash & (places.length - 1)]; at != null; at = at.chain) {
      if (at.hash == hash
          && (found == null || at.last > found.last)
          && second >= at.first - settings.gapSeconds()
          && second <= at.last + settings.gapSeconds()
          && !gone(at)
          && at.is(
              of.service,
              client.data(),
              client.from(),
              length,
              name.data(),
              name.from(),
              name.length())) {
        found = at;
      }
    }
    return found;
  }

  private static long hash(Slice client, int length, ServiceCache.Entry of, Slice name) {
    return Download.hash(
        client.data(),
        client.from(),
        length,
        of.serviceHash,
        name.data(),
        name.from(),
        name.length());
  }

  Download begin(Slice client, ServiceCache.Entry of, Slice name) {
    makeRoom();
    byte[] clientBytes = ByteHash.copy(client.data(), client.from(), length(client));
    Download made =
        new Download(open.newKey(), nextNumber++, clientBytes, of.service, ByteHash.copy(name));
    add(made);
    return made;
  }

  /** Takes in a download that was read back, the least lately touched first. */
  void restore(Download download) {
    add(download);
    append(download);
  }

  private void add(Download download) {
    if (++count > places.length) grow();
    int place = (int) download.hash & (places.length - 1);
    download.chain = places[place];
    places[place] = download;
    cells++;
    Party.Id id = new Party.Id(download.clientText(), download.service);
    Party party = parties.computeIfAbsent(id, Party::new);
    int at = party.downloads.size();
    while (at > 0 && party.downloads.get(at - 1).number > download.number) at--;
    party.downloads.add(at, download);
    download.party = party;
  }

  /** A line of that second joins: the download is the last to be let go. */
  void touch(Download download, long second) {
    download.touched = Math.max(download.touched, Math.max(second, clock.watermark()));
    download.serial = nextSerial++;
    if (newest != download) {
      unlink(download);
      append(download);
    }
    open.changed(download);
    changed(download);
  }

  /** Counts a request in its second, which is not late. */
  void addSecond(Download download, long second, long bytes, CacheResult cache) {
    if (bytes == 0) return;
    int within = Math.floorMod(second, SecondsPage.SECONDS);
    download.addSecond(page(download, second), within, bytes, cache);
  }

  private SecondsPage page(Download download, long second) {
    long minute = Math.floorDiv(second, SecondsPage.SECONDS);
    SecondsPage page = download.page(minute);
    if (page == null) {
      makeRoom();
      page = new SecondsPage(open.newKey(), download.number, minute);
      cells++;
      download.add(page);
    }
    open.changed(page);
    return page;
  }

  void restore(Download download, SecondsPage page) {
    download.add(page);
    cells++;
  }

  /** Keeps a request for the session that carried it. */
  void keep(Download download, long order, long second, long bytes, int host) {
    if (requests >= settings.maxRequests()) dropRequests();
    List<RequestPage> pages = download.requestPages;
    RequestPage page = pages.isEmpty() ? null : pages.get(pages.size() - 1);
    if (page == null || !page.add(order, second, bytes, host)) {
      page = new RequestPage(open.newKey(), download.number);
      page.add(order, second, bytes, host);
      pages.add(page);
    }
    requests++;
    open.changed(page);
  }

  void restore(Download download, RequestPage page) {
    download.requestPages.add(page);
    requests += page.count();
  }

  /** Those of a client and service that are not gone, by rising number. */
  List<Download> of(String client, String service) {
    Party party = parties.get(new Party.Id(client, service));
    if (party == null) return List.of();
    List<Download> found = new ArrayList<>(party.downloads.size());
    for (Download download : party.downloads) if (!gone(download)) found.add(download);
    return found;
  }

  private boolean gone(Download download) {
    return download.touched + settings.retentionSeconds() < clock.watermark();
  }

  /** Lets go what is gone, and tells which downloads no longer go on. */
  void sweep() {
    long kept = clock.watermark() - settings.retentionSeconds();
    for (Download at = oldest; at != null; ) {
      Download next = at.newer;
      boolean over = over(at);
      if (over != at.over) {
        at.over = over;
        open.changed(at);
        changed(at);
      }
      if (gone(at)) {
        remove(at);
      } else {
        cells -= at.pages.size();
        at.dropBefore(kept, open);
        cells += at.pages.size();
        dropRequests(at, kept);
      }
      at = next;
    }
  }

  private boolean over(Download download) {
    long until = download.last + settings.gapSeconds();
    return until < clock.watermark() || until < present || gone(download);
  }

  private void makeRoom() {
    if (cells < settings.maxKeys()) return;
    sweep();
    if (cells < settings.maxKeys()) return;
    int target = settings.maxKeys() - settings.maxKeys() / 16;
    while (cells >= target && oldest != null && oldest != newest) {
      Download dropped = oldest;
      dropped.over = true;
      changed(dropped);
      remove(dropped);
      forgotten++;
    }
  }

  private void dropRequests() {
    sweep();
    if (requests < settings.maxRequests()) return;
    int target = settings.maxRequests() - settings.maxRequests() / 16;
    for (Download at = oldest; at != null && requests >= target; at = at.newer) {
      while (!at.requestPages.isEmpty() && requests >= target) {
        RequestPage page = at.requestPages.remove(0);
        requests -= page.count();
        forgotten += page.count();
        open.close(page);
      }
    }
  }

  private void dropRequests(Download download, long before) {
    List<RequestPage> pages = download.requestPages;
    while (!pages.isEmpty() && pages.get(0).before(before)) {
      RequestPage page = pages.remove(0);
      requests -= page.count();
      open.close(page);
    }
  }

  private void changed(Download download) {
    if (download.rowChanged) return;
    download.rowChanged = true;
    changedRows.add(download);
  }

  /** Rows that {@link #drainRows} would give. */
  int changes() {
    return changedRows.size();
  }

  /** By service, for the rows that {@link #drainRows} would give. */
  Map<String, Served> drainServed() {
    Map<String, Served> served = new HashMap<>();
    for (Download download : changedRows) {
      served.merge(download.service, download.drainServed(), Served::plus);
    }
    return served;
  }

  List<DownloadRow> drainRows() {
    List<DownloadRow> rows = new ArrayList<>(changedRows.size());
    for (Download download : changedRows) {
      download.rowChanged = false;
      rows.add(download.row());
    }
    changedRows.clear();
    return rows;
  }

  private void remove(Download download) {
    unlink(download);
    unchain(download);
    count--;
    cells -= 1 + download.pages.size();
    open.close(download);
    for (SecondsPage page : download.pages) open.close(page);
    for (RequestPage page : download.requestPages) {
      requests -= page.count();
      open.close(page);
    }
    Party party = download.party;
    if (party == null) return;
    party.downloads.remove(download);
    if (party.downloads.isEmpty()) parties.remove(party.id);
  }

  private void unchain(Download download) {
    int place = (int) download.hash & (places.length - 1);
    Download before = null;
    for (Download at = places[place]; at != null; before = at, at = at.chain) {
      if (at != download) continue;
      if (before == null) places[place] = at.chain;
      else before.chain = at.chain;
      return;
    }
  }

  private void append(Download download) {
    download.older = newest;
    download.newer = null;
    if (newest != null) newest.newer = download;
    else oldest = download;
    newest = download;
  }

  private void unlink(Download download) {
    if (download.older != null) download.older.newer = download.newer;
    else if (oldest == download) oldest = download.newer;
    if (download.newer != null) download.newer.older = download.older;
    else if (newest == download) newest = download.older;
    download.older = null;
    download.newer = null;
  }

  private void grow() {
    @Nullable Download[] old = places;
    places = new @Nullable Download[old.length * 2];
    for (Download head : old) {
      for (Download at = head; at != null; ) {
        Download next = at.chain;
        int place = (int) at.hash & (places.length - 1);
        at.chain = places[place];
        places[place] = at;
        at = next;
      }
    }
  }

  /** What all of it takes in memory, in bytes. */
  long estimate() {
    long pages = (long) cells - count;
    return count * BYTES_OF_DOWNLOAD + pages * BYTES_OF_PAGE + requests * BYTES_OF_REQUEST;
  }
}
