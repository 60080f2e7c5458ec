package ffrtmp.node.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The server that a worker would ask for jobs: whether it answers, and takes the key. */
public final class MasterCheck implements Check {
  private static final String NAME = "master";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration MOST_SKEW = Duration.ofSeconds(5);

  private final String base;
  private final @Nullable String key;
  private final HttpProbe probe;
  private final Clock clock;

  /**
   * @param master as {@code --master} names it
   * @param key absent: none is shown
   * @param tls whom to trust and who to be; absent: as the JVM does
   */
  public MasterCheck(URI master, @Nullable String key, @Nullable SSLContext tls, Clock clock) {
    this.base = master.toString().replaceFirst("/+$", "");
    this.key = key;
    this.probe = new HttpProbe(tls, PATIENCE);
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    try {
      HttpProbe.Answer health = probe.get(URI.create(base + "/health"), null);
      if (health.status() != 200 || !health.body().contains("\"status\"")) {
        return List.of(
            Finding.fail(
                NAME,
                base + " answers, and not as an ffrtmp does (/health: " + health.status() + ")",
                "correct --master: the address of a server's API, with its path where it has one"));
      }
      List<Finding> all = new ArrayList<>();
      all.add(admitted(health));
      skew(health).ifPresent(all::add);
      return all;
    } catch (IOException e) {
      return List.of(unreachable(e));
    }
  }

  /**
   * Asks for a job as nobody, which gives none and shows whether the key would do. A server of
   * another make might give one, so it is asked for its nodes instead.
   */
  private Finding admitted(HttpProbe.Answer health) throws IOException, InterruptedException {
    boolean ours = health.body().contains("\"checks\"");
    int status = probe.get(URI.create(base + (ours ? "/jobs/next" : "/nodes")), key).status();
    return switch (status) {
      case 401 ->
          Finding.fail(
              NAME,
              base + (key == null ? " wants a key" : " does not know this key"),
              "set MASTER_API_KEY to a key that the server knows (there: ffrtmp keys create)");
      case 403 ->
          Finding.fail(
              NAME,
              base + " knows this key, and it is no worker's",
              "make one there: ffrtmp keys create --role worker");
      case 200, 204, 400 -> Finding.ok(NAME, base + " answers and lets this worker in");
      default ->
          Finding.warn(
              NAME,
              base + " answers, and refuses a worker's question with " + status,
              "look at the server's log");
    };
  }

  private Finding unreachable(IOException e) {
    if (e instanceof SSLException) {
      return Finding.fail(
          NAME,
          base + " shows a certificate that is not trusted: " + e.getMessage(),
          "give the one who vouches for it by --ca (for a self-signed one, itself)");
    }
    if (e instanceof HttpTimeoutException) {
      return Finding.fail(
          NAME,
          base + " does not answer within " + PATIENCE.toSeconds() + " s",
          "look at the network between, and at its firewalls");
    }
    if (e.getCause() != null && e.getCause().getCause() instanceof UnresolvedAddressException) {
      return Finding.fail(
          NAME, "the host of " + base + " is not known here", "correct --master, or the DNS");
    }
    String why = e instanceof ConnectException ? "nobody listens there" : String.valueOf(e);
    return Finding.fail(
        NAME,
        base + " cannot be reached: " + why,
        "start the server, with a --host that can be reached from here, or correct --master");
  }

  private Optional<Finding> skew(HttpProbe.Answer answer) {
    try {
      return answer
          .date()
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .map(there -> Duration.between(clock.instant(), there))
          .filter(ahead -> ahead.abs().compareTo(MOST_SKEW) > 0)
          .map(
              ahead ->
                  Finding.warn(
                      NAME + " clock",
                      "its clock is %d s %s ours"
                          .formatted(
                              ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"),
                      "let NTP keep both machines' clocks"));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
