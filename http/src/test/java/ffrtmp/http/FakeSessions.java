package ffrtmp.http;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.port.DownloadDetail;
import ffrtmp.protocol.port.DownloadFilter;
import ffrtmp.protocol.port.DownloadInfo;
import ffrtmp.protocol.port.SessionFilter;
import ffrtmp.protocol.port.SessionInfo;
import ffrtmp.protocol.port.Sessions;
import ffrtmp.protocol.port.SourceInfo;
import ffrtmp.protocol.port.StreamPage;
import ffrtmp.protocol.port.StreamPage.Mark;
import ffrtmp.protocol.port.Traffic;
import ffrtmp.protocol.stream.SourceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** What logs have taught, in memory; pages are cut as the port wants them. */
final class FakeSessions implements Sessions {
  final List<SourceInfo> sources = new ArrayList<>();
  final List<SessionInfo> sessions = new ArrayList<>();
  final List<DownloadInfo> downloads = new ArrayList<>();
  final List<Cause> causes = new ArrayList<>();

  /** The commands given, as words. */
  final List<String> commands = new ArrayList<>();

  SessionFilter lastSessions;
  DownloadFilter lastDownloads;
  Instant lastNow;
  Traffic traffic = new Traffic(0, 0, null, null);
  Supplier<Source<DownloadInfo, NotUsed>> following = Source::never;

  @Override
  public synchronized CompletionStage<List<SourceInfo>> sources() {
    return done(List.copyOf(sources));
  }

  @Override
  public synchronized CompletionStage<StreamPage<SessionInfo>> sessions(SessionFilter filter) {
    lastSessions = filter;
    return done(
        page(
            sessions,
            session -> new Mark(session.row().endMillis(), session.id()),
            filter.before(),
            filter.limit()));
  }

  @Override
  public synchronized CompletionStage<StreamPage<DownloadInfo>> downloads(DownloadFilter filter) {
    lastDownloads = filter;
    return done(
        page(
            downloads,
            download -> new Mark(download.row().firstSecond() * 1000, download.id()),
            filter.before(),
            filter.limit()));
  }

  @Override
  public synchronized CompletionStage<Optional<DownloadDetail>> download(long id) {
    return done(
        downloads.stream()
            .filter(download -> download.id() == id)
            .findFirst()
            .map(download -> new DownloadDetail(download, related(id))));
  }

  @Override
  public synchronized CompletionStage<Traffic> traffic(Instant now) {
    lastNow = now;
    return done(traffic);
  }

  @Override
  public synchronized CompletionStage<Boolean> reprocess(SourceName source, Cause cause) {
    return command("reprocess", source, cause);
  }

  @Override
  public synchronized CompletionStage<Boolean> deleteSessions(SourceName source, Cause cause) {
    return command("delete", source, cause);
  }

  @Override
  public Source<DownloadInfo, NotUsed> follow() {
    return following.get();
  }

  private List<SessionInfo> related(long id) {
    return sessions.stream()
        .filter(session -> session.downloadId() != null && session.downloadId() == id)
        .toList();
  }

  private CompletionStage<Boolean> command(String word, SourceName source, Cause cause) {
    commands.add(word + " " + source);
    causes.add(cause);
    return done(sources.stream().anyMatch(known -> known.name().equals(source)));
  }

  private static <T> StreamPage<T> page(
      List<T> all, Function<T, Mark> place, Mark before, int limit) {
    Comparator<Mark> order = Comparator.comparingLong(Mark::millis).thenComparingLong(Mark::id);
    List<T> fitting =
        all.stream()
            .filter(row -> before == null || order.compare(place.apply(row), before) < 0)
            .sorted(Comparator.comparing(place, order.reversed()))
            .toList();
    List<T> rows = fitting.stream().limit(limit).toList();
    boolean more = fitting.size() > rows.size();
    return new StreamPage<>(rows, more ? place.apply(rows.get(rows.size() - 1)) : null);
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
