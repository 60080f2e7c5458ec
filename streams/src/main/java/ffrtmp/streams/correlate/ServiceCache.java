package ffrtmp.streams.correlate;

import ffrtmp.streams.line.Slice;
import org.jspecify.annotations.Nullable;

/**
 * The services of the tags and hosts seen lately. Its size is fixed: a place is taken by the last
 * that hashes there.
 */
final class ServiceCache {
  private static final int PLACES = 4_096;
  private static final int LONGEST = 512;

  private final Services services;
  private final @Nullable Entry[] entries = new @Nullable Entry[PLACES];

  ServiceCache(Services services) {
    this.services = services;
  }

  /** What is known of a tag and a host; valid for ever. */
  Entry of(Slice tag, Slice host) {
    long hostHash = ByteHash.of(host);
    long hash = ByteHash.mix(hostHash, ByteHash.of(tag));
    int place = (int) hash & (PLACES - 1);
    Entry known = entries[place];
    if (known != null && known.hash == hash && known.isFor(tag, host)) return known;
    Entry found = new Entry(hash, hostHash, tag, host, services.serviceOf(tag, host));
    if (tag.length() + host.length() <= LONGEST) entries[place] = found;
    return found;
  }

  /** The service of one tag and host. */
  static final class Entry {
    final String service;
    final long serviceHash;
    final Distinction distinction;
    final int hostHash;
    private final long hash;
    private final byte[] tag;
    private final byte[] host;

    Entry(long hash, long hostHash, Slice tag, Slice host, String service) {
      this.hash = hash;
      this.hostHash = (int) hostHash;
      this.tag = ByteHash.copy(tag);
      this.host = ByteHash.copy(host);
      this.service = service;
      this.serviceHash = service.hashCode();
      this.distinction = Distinction.of(service);
    }

    boolean isFor(Slice otherTag, Slice otherHost) {
      return ByteHash.equal(host, otherHost) && ByteHash.equal(tag, otherTag);
    }
  }
}
