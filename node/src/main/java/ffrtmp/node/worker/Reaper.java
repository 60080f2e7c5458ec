package ffrtmp.node.worker;

import ffrtmp.node.worker.media.AttemptOutput;
import ffrtmp.node.worker.media.Manifest;
import ffrtmp.node.worker.media.Manifests;
import ffrtmp.node.worker.media.Move;
import ffrtmp.node.worker.process.CommandLines;
import ffrtmp.node.worker.process.ProcStat;
import ffrtmp.protocol.worker.Held;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after attempts of a former life: ends their processes, and puts each output where its job
 * says it belongs. Asks until it gets an answer, less and less often.
 */
final class Reaper {
  private static final Logger log = LoggerFactory.getLogger(Reaper.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Manifests manifests;
  private final Fates fates;
  private final ScheduledExecutorService timer;

  /** Touched by the timer's thread alone. */
  private final Set<Held> asking = new HashSet<>();

  Reaper(Manifests manifests, Fates fates, ScheduledExecutorService timer) {
    this.manifests = manifests;
    this.fates = fates;
    this.timer = timer;
  }

  /** Kills the processes that a former life of this worker left over; returns how many. */
  static int killOrphans(Manifests manifests) throws IOException {
    List<String> bad = new ArrayList<>();
    int killed = 0;
    for (Manifest manifest : manifests.all(bad)) {
      if (killOrphan(manifest)) killed++;
    }
    bad.forEach(each -> log.warn("a manifest could not be read and was put aside: {}", each));
    return killed;
  }

  private static boolean killOrphan(Manifest manifest) {
    Set<Long> orphans = new HashSet<>();
    Long pid = manifest.pid();
    if (pid != null) {
      ProcStat.of(pid)
          .filter(stat -> Long.valueOf(stat.startTicks()).equals(manifest.startTicks()))
          .ifPresent(stat -> orphans.add(stat.pid()));
    }
    // one that was started but not noted any more is known by where it writes
    for (Move move : manifest.moves()) {
      CommandLines.mentioning(move.from().toString()).forEach(stat -> orphans.add(stat.pid()));
    }
    for (long orphan : orphans) {
      log.warn("job {}: process {} of a former life is killed", manifest.job(), orphan);
      ProcessHandle.of(orphan).ifPresent(Reaper::killTree);
    }
    return !orphans.isEmpty();
  }

  private static void killTree(ProcessHandle leader) {
    leader.descendants().forEach(ProcessHandle::destroyForcibly);
    leader.destroyForcibly();
  }

  /** Begins to settle every leftover but those of {@code held}; returns at once. */
  void settleLeftovers(Set<Held> held) {
    Set<Held> kept = Set.copyOf(held);
    timer.execute(() -> settleAll(kept));
  }

  private void settleAll(Set<Held> held) {
    try {
      for (Manifest manifest : manifests.all(new ArrayList<>())) {
        if (!held.contains(new Held(manifest.job(), manifest.attempt()))) {
          begin(manifest);
        }
      }
    } catch (IOException e) {
      log.error("leftovers could not be looked for", e);
    }
  }

  private void begin(Manifest manifest) {
    if (asking.add(new Held(manifest.job(), manifest.attempt()))) ask(manifest, FIRST_PAUSE);
  }

  private void ask(Manifest manifest, Duration pause) {
    var unused =
        fates
            .ask(manifest.job(), manifest.attempt())
            .whenCompleteAsync(
                (fate, failure) -> {
                  if (failure != null || fate == Fate.OPEN) later(manifest, pause);
                  else settle(manifest, fate);
                },
                timer);
  }

  private void later(Manifest manifest, Duration pause) {
    Duration twice = pause.multipliedBy(2);
    Duration next = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    var unused = timer.schedule(() -> ask(manifest, next), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void settle(Manifest manifest, Fate fate) {
    AttemptOutput output = AttemptOutput.found(manifests, manifest);
    asking.remove(new Held(manifest.job(), manifest.attempt()));
    try {
      if (fate == Fate.COMMITTED) output.commit();
      else output.discard();
      log.info("job {} attempt {}: leftover {}", manifest.job(), manifest.attempt(), fate);
    } catch (IOException | UncheckedIOException e) {
      log.error("job {} attempt {}: leftover", manifest.job(), manifest.attempt(), e);
    }
  }
}
