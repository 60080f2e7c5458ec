package ffrtmp.http;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.pattern.Patterns;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.Jobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Follows a job's log by looking again and again. It looks only when the reader has taken what was
 * there, and keeps nothing of the log but the place that it has come to.
 */
final class LogFollower {
  private final ActorSystem<?> system;
  private final Jobs jobs;
  private final Duration pause;

  /**
   * @param pause from one look to the next
   */
  LogFollower(ActorSystem<?> system, Jobs jobs, Duration pause) {
    this.system = system;
    this.jobs = jobs;
    this.pause = pause;
  }

  /**
   * Events of the lines after {@code from}, until the job has ended.
   *
   * @param tail how many lines of what is there already; absent: all
   */
  Source<ByteString, NotUsed> follow(JobId id, LogPlace from, @Nullable Integer tail) {
    return Source.unfoldAsync(new State(from, tail, true, false), state -> step(id, state))
        .mapConcat(events -> events);
  }

  /**
   * Between two looks.
   *
   * @param first whether no look was made yet
   * @param ended whether nothing can come any more
   */
  private record State(LogPlace place, @Nullable Integer tail, boolean first, boolean ended) {}

  private CompletionStage<Optional<Pair<State, List<ByteString>>>> step(JobId id, State state) {
    if (state.ended()) return CompletableFuture.completedFuture(Optional.empty());
    return state.first()
        ? look(id, state).thenApply(Optional::of)
        : Patterns.after(
            pause, system.classicSystem(), () -> look(id, state).thenApply(Optional::of));
  }

  /** The state is asked for first: a log read after the end is the whole of it. */
  private CompletionStage<Pair<State, List<ByteString>>> look(JobId id, State state) {
    return jobs.get(id)
        .thenCompose(
            reply ->
                reply instanceof JobReply.Accepted known
                    ? look(known.job(), state)
                    // no answer for now: the next look may have one
                    : CompletableFuture.completedFuture(Pair.create(state, List.of())));
  }

  private CompletionStage<Pair<State, List<ByteString>>> look(JobView job, State state) {
    return jobs.log(job.id()).thenApply(log -> events(job.status(), log.orElse(""), state));
  }

  private static Pair<State, List<ByteString>> events(JobStatus status, String log, State state) {
    String text = status.terminal() ? log : wholeLines(log);
    List<ByteString> events = new ArrayList<>();
    LogPlace place = state.place();
    int from = place.in(text);
    if (from < text.length() && !text.isEmpty()) {
      place = LogPlace.endOf(text);
      String fresh = text.substring(Math.max(0, from));
      boolean beginning = state.place().equals(LogPlace.START);
      events.add(
          from < 0
              ? ServerSentEvents.log("reset", place, fresh)
              : ServerSentEvents.log(
                  "log", place, beginning ? LogTail.of(fresh, state.tail()) : fresh));
    }
    if (status.terminal()) events.add(ServerSentEvents.end(LogRoutes.ENDED, status));
    return Pair.create(new State(place, state.tail(), false, status.terminal()), events);
  }

  /** A line that is still being written is shown when it is whole. */
  private static String wholeLines(String log) {
    return log.substring(0, log.lastIndexOf('\n') + 1);
  }
}
