package ffrtmp.node.command;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration with its unit, {@code 500ms}, {@code 30s}, {@code 2m}. */
final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      // without a unit the library would take it for milliseconds, which nobody means
      if (text.matches(".*[a-z]\\s*")) {
        return ConfigFactory.parseMap(Map.of("t", text)).getDuration("t");
      }
    } catch (ConfigException e) {
      // said below, as for a number without a unit
    }
    throw new TypeConversionException("'" + text + "' is no duration such as 500ms, 30s or 2m");
  }
}
