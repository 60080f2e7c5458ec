package ffrtmp.streams.line;

import java.nio.charset.StandardCharsets;

/** Lines for tests, as a parser would deliver them; each call reuses the same object. */
public final class LineMaker {
  private final AccessLine access = new AccessLine();
  private final StreamLine stream = new StreamLine();

  /** A request that the cache answered with 200. */
  public AccessLine access(
      String tag,
      String client,
      long second,
      String path,
      String host,
      long bytes,
      CacheResult cache) {
    return access(tag, client, second, path, host, 200, bytes, cache, -1);
  }

  public AccessLine access(
      String tag,
      String client,
      long second,
      String path,
      String host,
      int status,
      long bytes,
      CacheResult cache,
      long requestMillis) {
    set(access.tag, tag);
    set(access.client, client);
    set(access.host, host);
    set(access.path, path);
    access.second = second;
    access.status = status;
    access.bytes = bytes;
    access.cache = cache;
    access.requestMillis = requestMillis;
    return access;
  }

  /** A TCP session that ended with status 200. */
  public StreamLine stream(
      String client, long second, long sent, long received, long millis, String host) {
    return stream(client, second, 200, sent, received, millis, host);
  }

  public StreamLine stream(
      String client, long second, int status, long sent, long received, long millis, String host) {
    set(stream.client, client);
    set(stream.protocol, "TCP");
    set(stream.host, host);
    stream.second = second;
    stream.status = status;
    stream.sent = sent;
    stream.received = received;
    stream.durationMillis = millis;
    return stream;
  }

  private static void set(Slice slice, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    slice.set(bytes, 0, bytes.length);
  }
}
