package ffrtmp.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import ffrtmp.node.command.UsageException;
import java.io.File;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process is configured with: the environment over the operator's file, named by {@code
 * FFRTMP_CONFIG} or {@code -Dconfig.file}, over {@code application.conf} in the jar, over each
 * module's defaults. The file needs to hold only what differs.
 */
public final class Configuration {
  private Configuration() {}

  /** Everything, resolved. */
  public static Config load() {
    return environment()
        .withFallback(own())
        .withFallback(ConfigFactory.load("application.conf"))
        .resolve();
  }

  /** Without the modules' defaults, which is quick: for the flags. */
  public static Config forFlags() {
    return own().withFallback(ConfigFactory.parseResources("application.conf"));
  }

  /** Keys that no flag has; those that one has are read with it. */
  private static Config environment() {
    String stall = System.getenv("FFRTMP_WORKER_STALL");
    return stall == null
        ? ConfigFactory.empty()
        : ConfigFactory.parseMap(Map.of("ffrtmp.worker.stall", stall), "the environment");
  }

  private static Config own() {
    String named = named();
    if (named == null) return ConfigFactory.empty();
    File file = new File(named);
    if (!file.canRead())
      throw new UsageException("the configuration file " + file + " cannot be read");
    try {
      return ConfigFactory.parseFile(file).resolve();
    } catch (ConfigException e) {
      throw new UsageException("the configuration file " + file + " is wrong: " + e.getMessage());
    }
  }

  private static @Nullable String named() {
    String property = System.getProperty("config.file");
    return property == null ? System.getenv("FFRTMP_CONFIG") : property;
  }
}
