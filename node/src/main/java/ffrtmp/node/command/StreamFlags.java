package ffrtmp.node.command;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import ffrtmp.node.Configuration;
import ffrtmp.node.wiring.StreamSettings;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.streams.LogSource;
import ffrtmp.streams.network.NetworkSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flags of whoever reads cache logs and watches a network interface. */
final class StreamFlags {
  private static final int MOST_SOURCES = 100;
  private static final Duration SHORTEST_SAMPLE = Duration.ofMillis(100);
  private static final Duration LONGEST_SAMPLE = Duration.ofSeconds(30);

  @Option(
      names = "--stream-logs",
      paramLabel = "NAME=DIR",
      split = ",",
      description = "Reads the cache logs in this folder as source NAME; repeatable.")
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
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UsageException("--stream-logs: " + folder + " is a file and no folder");
    }
    try {
      Config own = config.getConfig("source-defaults");
      String key = "sources.\"" + name + "\"";
      if (config.hasPath(key)) own = config.getConfig(key).withFallback(own);
      return new LogSource(
          new SourceName(name),
          folder.toAbsolutePath().normalize(),
          own.getBoolean("same-connection"),
          ZoneId.of(own.getString("time-zone")));
    } catch (ConfigException | DateTimeException e) {
      throw new UsageException("log source " + name + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--stream-logs " + name + "=…: " + e.getMessage());
    }
  }

  private Duration interval() {
    Duration interval;
    try {
      interval =
          com.typesafe.config.ConfigFactory.parseMap(Map.of("interval", sampleInterval))
              .getDuration("interval");
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
