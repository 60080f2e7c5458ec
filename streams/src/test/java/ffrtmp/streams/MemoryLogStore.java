package ffrtmp.streams;

import ffrtmp.protocol.port.LogStore;
import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.OpenEntry;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.protocol.stream.SourceReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A store of one source that keeps the contract in memory, and can be told to misbehave. */
final class MemoryLogStore implements LogStore {
  private final Map<Long, SessionRow> sessions = new TreeMap<>();
  private final Map<Long, DownloadRow> downloads = new TreeMap<>();
  private final Map<String, FilePosition> files = new LinkedHashMap<>();
  private final Map<Long, OpenEntry> open = new TreeMap<>();
  private final List<String> readers = new ArrayList<>();
  private SourceReport report = SourceReport.of("");
  private String owner = "";
  private long epoch;
  private long batch;
  private int failures;
  private int forgottenAnswers;
  private boolean silent;

  @Override
  public synchronized CompletionStage<LogReply> open(
      SourceName source, String reader, String path) {
    readers.add(reader);
    if (!owner.isEmpty() && !owner.equals(reader)) return done(new LogReply.Busy(owner));
    owner = reader;
    epoch++;
    return done(
        new LogReply.Opened(
            epoch, batch, report, List.copyOf(files.values()), List.copyOf(open.values()), 0));
  }

  @Override
  public synchronized CompletionStage<LogReply> record(SourceName source, LogBatch next) {
    if (silent) return new CompletableFuture<>();
    if (failures > 0) {
      failures--;
      return CompletableFuture.failedStage(new IOException("the store is away"));
    }
    if (next.epoch() != epoch) return done(new LogReply.Stale(epoch));
    if (next.batch() == batch) return done(new LogReply.Recorded(batch));
    if (next.batch() != batch + 1) return done(new LogReply.OutOfOrder(batch));
    keep(next);
    if (forgottenAnswers > 0) {
      forgottenAnswers--;
      return CompletableFuture.failedStage(new IOException("the answer got lost"));
    }
    return done(new LogReply.Recorded(batch));
  }

  private void keep(LogBatch next) {
    batch = next.batch();
    report = next.report();
    next.sessions().forEach(row -> sessions.put(row.number(), row));
    next.downloads().forEach(row -> downloads.put(row.number(), row));
    next.files().forEach(file -> files.put(file.series() + file.firstLine(), file));
    next.forgotten().forEach(hash -> files.values().removeIf(file -> file.firstLine() == hash));
    next.opened().forEach(entry -> open.put(entry.key(), entry));
    for (long key : next.closed()) open.remove(key);
  }

  @Override
  public synchronized CompletionStage<LogReply> renew(SourceName source, long asked) {
    return done(asked == epoch ? new LogReply.Renewed() : new LogReply.Stale(epoch));
  }

  @Override
  public synchronized CompletionStage<LogReply> release(SourceName source, long asked) {
    if (asked != epoch) return done(new LogReply.Stale(epoch));
    owner = "";
    return done(new LogReply.Done());
  }

  private static CompletionStage<LogReply> done(LogReply reply) {
    return CompletableFuture.completedStage(reply);
  }

  /** Somebody else takes the source. */
  synchronized void takenBy(String reader) {
    owner = reader;
    epoch++;
  }

  synchronized void failNext(int times) {
    failures = times;
  }

  synchronized void loseNextAnswers(int times) {
    forgottenAnswers = times;
  }

  synchronized void silent(boolean now) {
    silent = now;
  }

  synchronized List<SessionRow> sessions() {
    return List.copyOf(sessions.values());
  }

  synchronized List<DownloadRow> downloads() {
    return List.copyOf(downloads.values());
  }

  synchronized SourceReport report() {
    return report;
  }

  synchronized String owner() {
    return owner;
  }

  synchronized int asked() {
    return readers.size();
  }
}
