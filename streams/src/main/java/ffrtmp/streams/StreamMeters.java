package ffrtmp.streams;

import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.port.Readings;
import ffrtmp.protocol.stream.LinkMethod;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SourceName;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.tag.TagSet;

/**
 * Counts what the readers of this node learn, once it is stored, and tells how far each is behind.
 * A source that another node reads is told by that node.
 */
final class StreamMeters implements Readings {
  private final Map<SourceName, SourceMeter> sources = new ConcurrentHashMap<>();
  private final Map<SessionClass, Speeds> downloadSpeeds = speeds(Metric.SESSION_DOWNLOAD_SPEED);
  private final Map<SessionClass, Speeds> uploadSpeeds = speeds(Metric.SESSION_UPLOAD_SPEED);
  private final Map<LinkMethod, Counter> linked = new EnumMap<>(LinkMethod.class);

  /** By metric and labels; services are the known ones, so there is an end to them. */
  private final Map<Key, Counter> byService = new ConcurrentHashMap<>();

  private final Clock clock;

  private record Key(Metric metric, List<String> labels) {}

  StreamMeters(Clock clock) {
    this.clock = clock;
    for (LinkMethod method : LinkMethod.values()) {
      linked.put(
          method, Kamon.counter(Metric.SESSIONS_LINKED.text()).withTag("method", word(method)));
    }
  }

  /** The source is read here from now on. */
  SourceMeter opened(SourceName source, LogReply.Opened state) {
    SourceMeter meter = new SourceMeter(source.value(), state.report(), this);
    sources.put(source, meter);
    return meter;
  }

  /** The source is read here no more. */
  void left(SourceName source) {
    sources.remove(source);
  }

  Speeds downloads(SessionClass of) {
    return Objects.requireNonNull(downloadSpeeds.get(of));
  }

  Speeds uploads(SessionClass of) {
    return Objects.requireNonNull(uploadSpeeds.get(of));
  }

  Counter linked(LinkMethod method) {
    return Objects.requireNonNull(linked.get(method));
  }

  Counter sessions(SessionClass of, String service) {
    return counter(Metric.LANCACHE_SESSIONS, word(of), service);
  }

  Counter downloads(String service) {
    return counter(Metric.LANCACHE_DOWNLOADS, service);
  }

  Counter bytes(String service, String result) {
    return counter(Metric.LANCACHE_DOWNLOAD_BYTES, service, result);
  }

  private Counter counter(Metric metric, String... labels) {
    return byService.computeIfAbsent(
        new Key(metric, List.of(labels)),
        key -> Kamon.counter(metric.text()).withTags(tags(metric, key.labels())));
  }

  static TagSet tags(Metric metric, List<String> values) {
    TagSet.Builder tags = TagSet.builder();
    for (int i = 0; i < values.size(); i++) tags.add(metric.labels().get(i), values.get(i));
    return tags.build();
  }

  private static Map<SessionClass, Speeds> speeds(Metric metric) {
    Map<SessionClass, Speeds> speeds = new EnumMap<>(SessionClass.class);
    Arrays.stream(SessionClass.values())
        .forEach(each -> speeds.put(each, new Speeds(metric, Map.of("class", word(each)))));
    return speeds;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public void read(Consumer<Reading> to) {
    long now = clock.instant().getEpochSecond();
    sources.values().forEach(source -> source.read(now, to));
  }
}
