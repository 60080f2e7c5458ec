package ffrtmp.streams.forge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.SplittableRandom;

/** One client's run of requests for one thing. */
final class Download {
  private static final byte[] AFTER_CLIENT = " / - - - [".getBytes(US_ASCII);
  private static final byte[] GET = "] \"GET /".getBytes(US_ASCII);
  private static final byte[] VERSION = " HTTP/1.1\" ".getBytes(US_ASCII);
  private static final byte[] BETWEEN = "\" \"".getBytes(US_ASCII);
  private static final byte[] HIT = "\" \"HIT\" \"".getBytes(US_ASCII);
  private static final byte[] MISS = "\" \"MISS\" \"".getBytes(US_ASCII);
  private static final byte[] REFERER = " \"-\" \"".getBytes(US_ASCII);
  private static final byte[] RANGE = "bytes=".getBytes(US_ASCII);

  private final Service service;
  private final byte[] head;
  private final byte[] agent;
  private final byte[] path;
  private final byte[][] hosts;
  private final boolean cached;
  private int requests;
  private long position;

  Download(byte[] client, SplittableRandom random) {
    service = Service.any(random);
    head = ("[" + service.tag() + "] " + new String(client, US_ASCII)).getBytes(US_ASCII);
    agent = service.agent.getBytes(US_ASCII);
    path = path(service, random).getBytes(US_ASCII);
    hosts = new byte[service.hosts.size()][];
    for (int i = 0; i < hosts.length; i++) hosts[i] = service.hosts.get(i).getBytes(US_ASCII);
    cached = random.nextInt(10) < 6;
    // Most are small and some are very large.
    requests = 1 + (int) Math.exp(random.nextDouble() * 9);
  }

  private static String path(Service service, SplittableRandom random) {
    String id = Long.toHexString(random.nextLong() | 1L << 63);
    return switch (service) {
      case STEAM -> "depot/" + random.nextInt(200, 3_000_000) + "/chunk/";
      case EPICGAMES -> "Builds/Org/o-" + id + id + "/" + id + id + "/default/ChunksV4/";
      case WSUS -> "filestreamingservice/files/" + id + "-" + id;
      case BLIZZARD -> "tpr/" + (random.nextBoolean() ? "wow" : "fenris") + "/data/";
      case RIOT -> "channels/public/bundles/";
      case XBOXLIVE -> random.nextInt(1, 16) + "/" + id + "-" + id + "/" + id + ".xvc";
      case UPLAY -> "uplaypc/downloads/" + random.nextInt(200, 30_000) + "/slices_v3/";
    };
  }

  boolean isOver() {
    return requests <= 0;
  }

  void request(Text text, byte[] time, SplittableRandom random) {
    requests--;
    int bytes =
        service.least
            + (service.most == service.least ? 0 : random.nextInt(service.most - service.least));
    boolean ranged = service.least == service.most || service == Service.RIOT;
    text.add(head).add(AFTER_CLIENT).add(time).add(GET).add(path);
    piece(text, random);
    text.add(VERSION).number(ranged ? 206 : 200).add(' ').number(bytes).add(REFERER).add(agent);
    text.add((random.nextInt(100) < 97) == cached ? HIT : MISS);
    text.add(hosts[random.nextInt(hosts.length)]).add(BETWEEN);
    if (ranged) {
      text.add(RANGE).number(position).add('-').number(position + bytes - 1);
    } else {
      text.add('-');
    }
    position += bytes;
    text.add('"');
  }

  private void piece(Text text, SplittableRandom random) {
    long bits = random.nextLong();
    switch (service) {
      case STEAM, UPLAY -> text.hex(bits, 16).hex(bits * 31, 16).hex(bits, 8);
      case EPICGAMES ->
          text.number(bits & 63).add('/').hex(bits, 16).add('_').hex(bits * 31, 16).hex(bits, 16);
      case BLIZZARD ->
          text.hex(bits, 2).add('/').hex(bits >>> 8, 2).add('/').hex(bits, 16).hex(bits * 31, 16);
      case RIOT -> text.hex(bits, 16);
      default -> {}
    }
  }
}
