package ffrtmp.node;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/**
 * Sets up the log: one line for each fact on standard error, as text or as JSON. In Java and not in
 * XML, since reading XML costs a quarter of a second of every start.
 */
public final class Logging extends ContextAwareBase implements Configurator {
  /** How much is written. */
  public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How it is written. */
  public enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Sets level and format of this process, from now on. */
  public static void configure(Level level, Format format) {
    apply((LoggerContext) LoggerFactory.getILoggerFactory(), level, format);
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    apply(context, Level.WARN, Format.TEXT);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static void apply(LoggerContext context, Level level, Format format) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder(context, format));
    console.addFilter(new WireFaults());
    console.start();

    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(console);
    ch.qos.logback.classic.Level wanted = ch.qos.logback.classic.Level.toLevel(level.name());
    root.setLevel(max(wanted, ch.qos.logback.classic.Level.WARN));
    context.getLogger("ffrtmp").setLevel(wanted);
    // An address that is taken comes back as an exception too, and is said in a line.
    context.getLogger("akka.io.TcpListener").setLevel(ch.qos.logback.classic.Level.OFF);
    // A store that cannot be reached is said in a line as well.
    context.getLogger("com.zaxxer.hikari").setLevel(ch.qos.logback.classic.Level.ERROR);
    // What Akka HTTP says of connections: what a client does wrong on the wire was answered, and
    // must not fill the log; what is wrong with us, the edge says with the request's id.
    context
        .getLogger("ffrtmp.http.problem.LowLevelRefusals")
        .setLevel(ch.qos.logback.classic.Level.OFF);
    // Each connection between nodes that breaks; the cluster says which node is out of reach.
    context.getLogger("akka.stream.Materializer").setLevel(ch.qos.logback.classic.Level.ERROR);
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, Format format) {
    if (format == Format.JSON) {
      JsonEncoder json = new JsonEncoder();
      json.setContext(context);
      json.setWithContext(false);
      json.setWithSequenceNumber(false);
      json.setWithNanoseconds(false);
      json.setWithMessage(false);
      json.setWithArguments(false);
      json.setWithFormattedMessage(true);
      json.start();
      return json;
    }
    PatternLayoutEncoder text = new PatternLayoutEncoder();
    text.setContext(context);
    // The root cause first, and little of each: one fault of a store can meet hundreds of actors.
    text.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{20} %msg%n%rEx{6}");
    text.start();
    return text;
  }

  /** The libraries stay quiet unless more than information was asked for. */
  private static ch.qos.logback.classic.Level max(
      ch.qos.logback.classic.Level wanted, ch.qos.logback.classic.Level quiet) {
    boolean verbose =
        ch.qos.logback.classic.Level.INFO.isGreaterOrEqual(wanted)
            && wanted != ch.qos.logback.classic.Level.INFO;
    return verbose || wanted.isGreaterOrEqual(quiet) ? wanted : quiet;
  }
}
