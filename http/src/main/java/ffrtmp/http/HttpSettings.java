package ffrtmp.http;

import com.typesafe.config.Config;
import ffrtmp.http.guard.GuardSettings;
import ffrtmp.http.limit.RateSettings;
import ffrtmp.http.submit.SubmitSettings;
import ffrtmp.http.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The edge's settings, read once from {@code ffrtmp.http}.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0: any free one
 * @param apiKey what clients must present; absent: nothing
 * @param keysFile where the keys of several holders are kept; absent: nowhere
 * @param insecure whether another address than loopback may be served without a key
 * @param bodyLimit bytes of one request's body
 * @param bodyTimeout how long a client may take to send a body
 * @param tls how TLS is spoken; absent: it is not
 * @param guard what a connection may take
 * @param events how live updates are sent
 * @param workers how workers that speak HTTP are heard
 * @param healthTimeout how long the checks of health may take
 * @param accounting how bytes are counted, and spared
 * @param rate how much each client may ask for
 */
public record HttpSettings(
    String host,
    int port,
    @Nullable String apiKey,
    @Nullable Path keysFile,
    boolean insecure,
    long bodyLimit,
    Duration bodyTimeout,
    Duration healthTimeout,
    @Nullable TlsSettings tls,
    GuardSettings guard,
    Batch batch,
    Events events,
    Workers workers,
    Accounting accounting,
    RateSettings rate,
    SubmitSettings submit) {
  /**
   * Bounds of {@code POST /jobs/batch}.
   *
   * @param lineLimit bytes of one job
   * @param totalLimit bytes of all of them
   * @param lines jobs in one batch
   * @param parallelism submits of one batch under way at a time
   * @param concurrent batches at a time; one more is told to come again
   * @param timeout how long a whole batch may take
   */
  public record Batch(
      int lineLimit,
      long totalLimit,
      int lines,
      int parallelism,
      int concurrent,
      Duration timeout) {
    static Batch from(Config c) {
      return new Batch(
          Math.toIntExact(c.getBytes("line-limit")),
          c.getBytes("total-limit"),
          c.getInt("lines"),
          c.getInt("parallelism"),
          c.getInt("concurrent"),
          c.getDuration("timeout"));
    }
  }

  /**
   * How live updates are sent.
   *
   * @param heartbeat silence after which a comment keeps the connection alive
   * @param streams live streams at a time; one more is told to come again
   * @param patience how long a reader may take nothing of what is there
   * @param logLook from one look at a followed log to the next
   */
  public record Events(Duration heartbeat, int streams, Duration patience, Duration logLook) {
    static Events from(Config c) {
      return new Events(
          c.getDuration("heartbeat"),
          c.getInt("streams"),
          c.getDuration("patience"),
          c.getDuration("log-look"));
    }
  }

  /**
   * How bytes are counted, and spared.
   *
   * @param clients how many clients are told apart by name
   * @param compressFrom bytes of the smallest answer that is compressed
   * @param compressUpTo bytes of the largest one
   */
  public record Accounting(int clients, long compressFrom, long compressUpTo) {
    static Accounting from(Config c) {
      return new Accounting(
          c.getInt("clients"), c.getBytes("compress-from"), c.getBytes("compress-up-to"));
    }
  }

  /**
   * How workers that speak HTTP are heard.
   *
   * @param bodyLimit bytes of a result or of progress
   */
  public record Workers(long bodyLimit) {
    static Workers from(Config c) {
      return new Workers(c.getBytes("body-limit"));
    }
  }

  /** Reads the block {@code ffrtmp.http}; an empty key is none. */
  public static HttpSettings from(Config c) {
    String key = c.getString("api-key");
    String file = c.getString("api-keys-file");
    return new HttpSettings(
        c.getString("host"),
        c.getInt("port"),
        key.isEmpty() ? null : key,
        file.isEmpty() ? null : Path.of(file).toAbsolutePath(),
        c.getBoolean("insecure"),
        c.getBytes("body-limit"),
        c.getDuration("body-timeout"),
        c.getDuration("health-timeout"),
        TlsSettings.from(c.getConfig("tls")).orElse(null),
        GuardSettings.from(c.getConfig("guard")),
        Batch.from(c.getConfig("batch")),
        Events.from(c.getConfig("events")),
        Workers.from(c.getConfig("workers")),
        Accounting.from(c.getConfig("accounting")),
        RateSettings.from(c.getConfig("rate")),
        submit(c.getConfig("submit")));
  }

  private static SubmitSettings submit(Config c) {
    return new SubmitSettings(
        c.getInt("max-retries"),
        c.getStringList("media-roots").stream()
            .map(root -> Path.of(root).toAbsolutePath().normalize())
            .toList(),
        Set.copyOf(c.getStringList("url-schemes")),
        c.getBoolean("noop"));
  }

  /** Whether clients must present a key. */
  public boolean keyed() {
    return apiKey != null || keysFile != null;
  }

  /** The same without the key, for logs. */
  @Override
  public String toString() {
    return "HttpSettings[%s:%d, key=%s]".formatted(host, port, apiKey == null ? "none" : "set");
  }
}
