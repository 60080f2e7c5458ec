package ffrtmp.streams.line;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Parses texts and keeps what came out, each line as a value. */
final class Lines implements LineSink {
  sealed interface Line {}

  record Request(
      String tag,
      String client,
      long second,
      String path,
      int status,
      long bytes,
      CacheResult cache,
      String host,
      long millis)
      implements Line {}

  record Session(
      String client,
      String protocol,
      long second,
      int status,
      long sent,
      long received,
      long millis,
      String host)
      implements Line {}

  record Bad(Damage reason) implements Line {}

  final List<Line> all = new ArrayList<>();
  final LineParser parser;

  Lines() {
    this(ZoneOffset.UTC);
  }

  Lines(ZoneId zone) {
    parser = new LineParser(zone, this);
  }

  /** Of texts without their newlines. */
  static List<Line> of(String... texts) {
    return new Lines().parse(texts);
  }

  List<Line> parse(String... texts) {
    StringBuilder all = new StringBuilder();
    for (String text : texts) all.append(text).append('\n');
    return parse(all.toString().getBytes(UTF_8));
  }

  List<Line> parse(byte[] bytes) {
    parser.parse(bytes, 0, bytes.length);
    return all;
  }

  /** The only line of a text, which is a good request. */
  static Request request(String text) {
    return (Request) only(text);
  }

  static Session session(String text) {
    return (Session) only(text);
  }

  static Damage damage(String text) {
    return ((Bad) only(text)).reason();
  }

  private static Line only(String text) {
    List<Line> lines = of(text);
    if (lines.size() != 1) throw new AssertionError("not one line but " + lines);
    return lines.get(0);
  }

  @Override
  public void access(AccessLine line) {
    all.add(
        new Request(
            line.tag().toString(),
            line.client().toString(),
            line.second(),
            line.path().toString(),
            line.status(),
            line.bytes(),
            line.cache(),
            line.host().toString(),
            line.requestMillis()));
  }

  @Override
  public void stream(StreamLine line) {
    all.add(
        new Session(
            line.client().toString(),
            line.protocol().toString(),
            line.second(),
            line.status(),
            line.sent(),
            line.received(),
            line.durationMillis(),
            line.host().toString()));
  }

  @Override
  public void damaged(Damage reason) {
    all.add(new Bad(reason));
  }
}
