package ffrtmp.node.wiring;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.japi.Pair;
import akka.stream.Materializer;
import akka.stream.OverflowStrategy;
import akka.stream.javadsl.Source;
import akka.stream.typed.javadsl.ActorSource;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.JobChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One job as a stream: first what the journal has after a revision, then what its actor tells, each
 * change once and in order. The actor is asked to tell again and again, since it forgets its
 * followers when it moves.
 */
final class LiveJob {
  /** Changes that a slow reader may be behind; past it the stream fails, and the reader resumes. */
  private static final int BUFFER = 256;

  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Shards shards;
  private final Function<JobId, CompletionStage<List<JobView>>> journal;

  /**
   * @param journal the job's view after each of its events, oldest first
   */
  LiveJob(Shards shards, Function<JobId, CompletionStage<List<JobView>>> journal) {
    this.shards = shards;
    this.journal = journal;
  }

  Source<JobChange, NotUsed> follow(JobId id, long revision) {
    return Source.fromMaterializer((materializer, attributes) -> live(id, materializer))
        .mapMaterializedValue(stage -> NotUsed.getInstance())
        // Only when the actor tells already is the journal read, so nothing falls between the two.
        .prefixAndTail(1)
        .flatMapConcat(begun -> past(id, revision).concat(begun.second()))
        .statefulMapConcat(() -> new Step(revision)::changes)
        .takeWhile(change -> !ended(change), true);
  }

  /** The revision that the reader has is left out: the journal knows less of its progress. */
  private Source<JobView, NotUsed> past(JobId id, long revision) {
    return Source.completionStage(journal.apply(id))
        .mapConcat(views -> views)
        .filter(view -> view.revision() > revision);
  }

  private Source<JobView, NotUsed> live(JobId id, Materializer materializer) {
    Pair<ActorRef<JobReply>, Source<JobReply, NotUsed>> follower =
        replies().preMaterialize(materializer);
    return follower.second().merge(asking(id, follower.first()), true).mapConcat(LiveJob::view);
  }

  private static Source<JobReply, ActorRef<JobReply>> replies() {
    return ActorSource.actorRef(
        reply -> false, reply -> Optional.empty(), BUFFER, OverflowStrategy.fail());
  }

  private Source<JobReply, ?> asking(JobId id, ActorRef<JobReply> follower) {
    return Source.tick(Duration.ZERO, AGAIN, new JobCommand.Follow(follower))
        .mapConcat(
            follow -> {
              shards.tell(id, follow);
              return List.<JobReply>of();
            });
  }

  private static List<JobView> view(JobReply reply) {
    if (reply instanceof JobReply.Accepted accepted) return List.of(accepted.job());
    if (reply instanceof JobReply.Existing existing) return List.of(existing.job());
    return List.of();
  }

  private static boolean ended(JobChange change) {
    return change.number() > 0 && change.job().status().terminal();
  }

  /** Lets each revision through once; between two revisions there is only live progress. */
  private static final class Step {
    private long seen;

    Step(long seen) {
      this.seen = seen;
    }

    Iterable<JobChange> changes(JobView view) {
      if (view.revision() < seen) return List.of();
      boolean fresh = view.revision() > seen;
      seen = view.revision();
      return List.of(new JobChange(fresh ? seen : 0, view));
    }
  }
}
