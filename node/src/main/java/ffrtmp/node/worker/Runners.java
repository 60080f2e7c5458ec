package ffrtmp.node.worker;

import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.JobSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * The engines that this worker has.
 *
 * @param io runs what blocks on files
 */
record Runners(Map<Engine, Runner> byEngine, Executor io) {
  private static final List<Engine> PREFERENCE = List.of(Engine.FFMPEG, Engine.GSTREAMER);

  Runners {
    byEngine = Map.copyOf(byEngine);
  }

  /**
   * The runner for a job: of the engine that it names; for {@code auto} ffmpeg where it can do the
   * job, else gstreamer where that can. Where neither can, the first that is here says why.
   */
  Optional<Runner> of(JobSpec spec) {
    if (spec.engine() != Engine.AUTO) return Optional.ofNullable(byEngine.get(spec.engine()));
    return present().filter(runner -> runner.suits(spec)).findFirst().or(present()::findFirst);
  }

  private Stream<Runner> present() {
    return PREFERENCE.stream().flatMap(engine -> Stream.ofNullable(byEngine.get(engine)));
  }
}
