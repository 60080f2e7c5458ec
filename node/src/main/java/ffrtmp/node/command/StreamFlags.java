package ffrtmp.node.command;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import ffrtmp.node.Configuration;
import ffrtmp.node.wiring.StreamSettings;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.streams.LogSource;
import ffrtmp.streams.network.NetworkSettings;
import ffrtmp.streams.tail.LogFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The flags of whoever reads cache logs and watches a network interface. */
final class StreamFlags {
  private static final Logger LOG = LoggerFactory.getLogger(StreamFlags.class);
  private static final int MOST_SOURCES = 100;
  private static final Duration SHORTEST_SAMPLE = Duration.ofMillis(100);
  private static final Duration LONGEST_SAMPLE = Duration.ofSeconds(30);

  @Option(
      names = "--stream-logs",
      paramLabel = "NAME=DIR",
      split = ",",
      description =
          "Reads access.log and stream-access.log in this folder, with their rotations, as source"
              + " NAME; may be repeated.")
  List<String> logs = new ArrayList<>();

  @Option(
      names = "--network-interface",
      paramLabel = "auto|none|NAME",
      description = "The network interface to watch (default: ${DEFAULT-VALUE}).")
  String networkInterface = "auto";

  @Option(
      names = "--bandwidth-sample-interval",
      paramLabel = "TIME",
      description = "How often the interface is looked at (default: ${DEFAULT-VALUE}).")
  String sampleInterval = "1s";

  /** Refuses what cannot be meant. */
  void check() {
    for (Path folder : folders().values()) refuseFile(folder);
    Object unused = List.of(networkInterface(), interval());
  }

  /** Refuses what cannot be meant. */
  StreamSettings settings() {
    Config config = Configuration.load().getConfig("ffrtmp.streams");
    List<LogSource> sources = new ArrayList<>();
    folders().forEach((name, folder) -> sources.add(source(name, folder, config)));
    if (sources.size() > MOST_SOURCES) {
      throw new UsageException("--stream-logs may name at most " + MOST_SOURCES + " sources");
    }
    return new StreamSettings(sources, networkInterface(), interval());
  }

  /** By name; the last of two folders of one name would silently be the only one. */
  private Map<String, Path> folders() {
    Map<String, Path> folders = new LinkedHashMap<>();
    for (String log : logs) {
      int equals = log.indexOf('=');
      if (equals < 0 || equals == log.length() - 1) {
        throw new UsageException("--stream-logs is NAME=DIR, not '" + log + "'");
      }
      String name = log.substring(0, equals);
      if (folders.put(name, Path.of(log.substring(equals + 1))) != null) {
        throw new UsageException("--stream-logs names source " + name + " twice");
      }
    }
    return folders;
  }

  private String networkInterface() {
    try {
      if (!networkInterface.equals("none")) NetworkSettings.of(networkInterface, SHORTEST_SAMPLE);
      return networkInterface;
    } catch (IllegalArgumentException e) {
      throw new UsageException("--network-interface " + networkInterface + ": " + e.getMessage());
    }
  }

  private static LogSource source(String name, Path folder, Config config) {
    refuseFile(folder);
    warnOfNothing(name, folder);
    try {
      Config own = config.getConfig("source-defaults");
      String key = "sources.\"" + name + "\"";
      if (config.hasPath(key)) own = over(own, config.getConfig(key));
      return new LogSource(
          new SourceName(name),
          folder.toAbsolutePath().normalize(),
          own.getBoolean("same-connection"),
          ZoneId.of(own.getString("time-zone")));
    } catch (ConfigException | DateTimeException e) {
      throw new UsageException("ffrtmp.streams.sources." + name + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--stream-logs " + name + "=…: " + e.getMessage());
    }
  }

  private static void refuseFile(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UsageException("--stream-logs: " + folder + " is a file and no folder");
    }
  }

  /** It may come later, as a mount does; or its name is a slip of the pen. */
  private static void warnOfNothing(String name, Path folder) {
    try {
      if (LogFolder.logs(folder).isEmpty()) {
        LOG.warn("log source {}: {} holds no access.log or stream-access.log yet", name, folder);
      }
    } catch (NoSuchFileException e) {
      LOG.warn("log source {}: there is no folder {} yet", name, folder);
    } catch (IOException e) {
      LOG.warn("log source {}: {} cannot be listed yet: {}", name, folder, e.toString());
    }
  }

  /** A setting that does not exist is a slip of the pen, and not to be passed over in silence. */
  private static Config over(Config defaults, Config own) {
    for (String setting : own.root().keySet()) {
      if (!defaults.root().containsKey(setting)) {
        String known = String.join(", ", new TreeSet<>(defaults.root().keySet()));
        throw new UsageException(
            "ffrtmp.streams.sources: a source has no setting " + setting + ", only " + known);
      }
    }
    return own.withFallback(defaults);
  }

  private Duration interval() {
    Duration interval;
    try {
      interval = ConfigFactory.parseMap(Map.of("interval", sampleInterval)).getDuration("interval");
    } catch (ConfigException e) {
      throw new UsageException(
          "--bandwidth-sample-interval is a duration such as 1s, not '" + sampleInterval + "'");
    }
    if (interval.compareTo(SHORTEST_SAMPLE) < 0 || interval.compareTo(LONGEST_SAMPLE) > 0) {
      throw new UsageException(
          "--bandwidth-sample-interval must be 100ms to 30s, not " + sampleInterval);
    }
    return interval;
  }
}
