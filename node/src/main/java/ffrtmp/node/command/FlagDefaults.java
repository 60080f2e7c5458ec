package ffrtmp.node.command;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueType;
import ffrtmp.node.Configuration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where a flag that was not given takes its value: the environment, else the configuration file.
 *
 * <p>Flag {@code --db-type} is key {@code ffrtmp.db-type} and variable {@code FFRTMP_DB_TYPE}; some
 * flags have further variables, whose names scripts already use. The file is the operator's, named
 * by {@code FFRTMP_CONFIG}, over {@code application.conf}.
 */
public final class FlagDefaults implements IDefaultValueProvider {
  private static final Map<String, List<String>> FURTHER_VARIABLES =
      Map.of(
          "db-type", List.of("DATABASE_TYPE"),
          "db-dsn", List.of("DATABASE_DSN"),
          "api-key", List.of("MASTER_API_KEY", "FFMPEG_RTMP_API_KEY"),
          "seed", List.of("FFRTMP_SEEDS"));

  private final Config file;
  private final Map<String, String> environment;

  FlagDefaults(Config file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  /** From this process's environment and configuration file. */
  public static FlagDefaults load() {
    return new FlagDefaults(Configuration.forFlags(), System.getenv());
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) return null;
    String name = option.longestName().replaceFirst("^-+", "");
    String fromEnvironment = fromEnvironment(name);
    return fromEnvironment != null ? fromEnvironment : fromFile(name);
  }

  private @Nullable String fromEnvironment(String name) {
    String own = "FFRTMP_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    String value = environment.get(own);
    if (value != null) return value;
    return FURTHER_VARIABLES.getOrDefault(name, List.of()).stream()
        .map(environment::get)
        .filter(v -> v != null && !v.isEmpty())
        .findFirst()
        .orElse(null);
  }

  private @Nullable String fromFile(String name) {
    String path = "ffrtmp." + name;
    if (!file.hasPath(path)) return null;
    ConfigValueType type = file.getValue(path).valueType();
    if (type == ConfigValueType.LIST) return String.join(",", file.getStringList(path));
    if (type == ConfigValueType.OBJECT) return pairs(file.getObject(path));
    return file.getString(path);
  }

  /** As a flag would have them: {@code { site = north }} is {@code site=north}. */
  private static String pairs(ConfigObject object) {
    return object.unwrapped().entrySet().stream()
        .map(pair -> pair.getKey() + "=" + pair.getValue())
        .sorted()
        .collect(Collectors.joining(","));
  }
}
