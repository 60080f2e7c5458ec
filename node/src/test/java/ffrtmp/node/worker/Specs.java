package ffrtmp.node.worker;

import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.job.TranscodeParameters;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Job specs for tests. */
public final class Specs {
  private Specs() {}

  public static JobSpec noop(long sleepMs) {
    return spec(Engine.NOOP, parameters(Map.of("sleepMs", sleepMs)), null);
  }

  public static JobSpec ffmpeg(Map<String, ?> members) {
    return spec(Engine.FFMPEG, parameters(members), null);
  }

  public static JobSpec spec(Engine engine, TranscodeParameters parameters, Duration timeout) {
    return new JobSpec(
        null,
        null,
        null,
        engine,
        null,
        Queue.DEFAULT,
        Priority.MEDIUM,
        parameters,
        Requirements.DEFAULT,
        3,
        timeout,
        null,
        List.of());
  }

  /** The same job under the name of a scenario. */
  public static JobSpec scenario(JobSpec s, String scenario) {
    return new JobSpec(
        null,
        scenario,
        null,
        s.engine(),
        null,
        s.queue(),
        s.priority(),
        s.parameters(),
        s.requirements(),
        s.maxRetries(),
        s.timeout(),
        null,
        List.of());
  }

  /** Parameters with these members set, by the names of their components. */
  public static TranscodeParameters parameters(Map<String, ?> members) {
    RecordComponent[] components = TranscodeParameters.class.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    if (!names.containsAll(members.keySet())) throw new IllegalArgumentException("" + members);
    Object[] values = names.stream().map(members::get).toArray();
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<TranscodeParameters> constructor =
          TranscodeParameters.class.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
