package ffrtmp.node.worker;

import ffrtmp.protocol.job.Engine;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The engines that this worker has.
 *
 * @param io runs what blocks on files
 */
record Runners(Map<Engine, Runner> byEngine, Executor io) {
  Runners {
    byEngine = Map.copyOf(byEngine);
  }

  /** The runner for a wish; {@code auto} takes ffmpeg, else gstreamer. */
  Optional<Runner> of(Engine wish) {
    if (wish != Engine.AUTO) return Optional.ofNullable(byEngine.get(wish));
    return Optional.ofNullable(byEngine.get(Engine.FFMPEG))
        .or(() -> Optional.ofNullable(byEngine.get(Engine.GSTREAMER)));
  }
}
