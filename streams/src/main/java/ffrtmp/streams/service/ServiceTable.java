package ffrtmp.streams.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import ffrtmp.streams.line.Slice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose a request or a session is: by the cache's tag where that is a service's name, else by
 * the host, for which the longest row of the table that fits counts. A look-up costs one pass over
 * the host's bytes, however many rows there are, and makes no object. Safe for many threads.
 */
public final class ServiceTable {
  /** What is nobody's that we know. */
  public static final String OTHER = "other";

  private static final String OWN = "/ffrtmp/streams/services.tsv";

  private static final int LARGEST_FILE = 16 << 20;

  private final NameIndex tags;
  private final NameIndex hosts;
  private final NameIndex domains;
  private final Set<String> services;

  private ServiceTable(ServiceRows rows) {
    tags = new NameIndex(ServiceTags.known(rows.services()));
    hosts = new NameIndex(rows.hosts());
    domains = new NameIndex(rows.domains());
    Set<String> all = new TreeSet<>(rows.services());
    all.add(OTHER);
    services = Set.copyOf(all);
  }

  /**
   * Reads the table that comes with this, then the user's own, whose rows are added and win.
   *
   * @throws IllegalArgumentException when a row is bad, with the file and the number of its line;
   *     or when there are more than 100,000 hosts, 500 services or 16 MiB
   * @throws UncheckedIOException when a file cannot be read
   */
  public static ServiceTable load(Optional<Path> usersFile) {
    ServiceRows rows = new ServiceRows();
    try {
      try (InputStream own = Objects.requireNonNull(ServiceTable.class.getResourceAsStream(OWN))) {
        rows.read(new BufferedReader(new InputStreamReader(own, UTF_8)), OWN);
      }
      if (usersFile.isPresent()) {
        usersOwn(usersFile.get(), rows);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the table of services cannot be read: " + e.getMessage(), e);
    }
    return new ServiceTable(rows);
  }

  private static void usersOwn(Path file, ServiceRows rows) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new IllegalArgumentException(file + ": more than " + LARGEST_FILE + " bytes");
    }
    try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
      rows.read(lines, file.toString());
    }
  }

  /** The services there may be, {@link #OTHER} among them: a set of labels that has an end. */
  public Set<String> services() {
    return services;
  }

  /** The service's name, always the same object for the same service, or {@link #OTHER}. */
  public String serviceOf(Slice tag, Slice host) {
    String service =
        tag.isEmpty() ? null : tags.find(tag.data(), tag.from(), tag.from() + tag.length());
    if (service == null) service = ofHost(host.data(), host.from(), host.from() + host.length());
    return service == null ? OTHER : service;
  }

  /** The same by texts, for what is looked up rarely. */
  public String serviceOf(String tag, String host) {
    return serviceOf(slice(tag), slice(host));
  }

  private static Slice slice(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    Slice slice = new Slice();
    slice.set(bytes, 0, bytes.length);
    return slice;
  }

  private @Nullable String ofHost(byte[] data, int from, int to) {
    int end = withoutPort(data, from, to);
    String longest = null;
    int hash = NameIndex.NO_HASH;
    for (int i = end - 1; i >= from; i--) {
      if (data[i] == '.') {
        String found = domains.find(data, i + 1, end, hash);
        if (found != null) longest = found;
      }
      hash = NameIndex.extend(hash, data[i]);
    }
    String exact = hosts.find(data, from, end, hash);
    return exact == null ? longest : exact;
  }

  /** Where a host ends that may be followed by the root's dot or by a port. */
  private static int withoutPort(byte[] data, int from, int to) {
    int i = to;
    while (i > from && data[i - 1] >= '0' && data[i - 1] <= '9') i--;
    int end = i > from && i < to && data[i - 1] == ':' ? i - 1 : to;
    return end > from && data[end - 1] == '.' ? end - 1 : end;
  }
}
