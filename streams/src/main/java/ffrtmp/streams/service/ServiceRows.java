package ffrtmp.streams.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows of the service table's files; a later row for the same host replaces an earlier one. */
final class ServiceRows {
  static final int MOST_ROWS = 100_000;
  static final int MOST_SERVICES = 500;
  private static final int LONGEST_LINE = 1_024;
  private static final int LONGEST_HOST = 253;
  private static final String BELOW = "*.";
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

  private final Map<String, String> hosts = new HashMap<>();
  private final Map<String, String> domains = new HashMap<>();
  private final Set<String> services = new TreeSet<>();

  Map<String, String> hosts() {
    return hosts;
  }

  /** Without the asterisk and its dot. */
  Map<String, String> domains() {
    return domains;
  }

  Set<String> services() {
    return services;
  }

  /**
   * @param name of the file, for the error
   * @throws IllegalArgumentException when a row is bad, with the number of its line
   */
  void read(BufferedReader lines, String name) throws IOException {
    int number = 0;
    for (String line; (line = lines.readLine()) != null; ) {
      number++;
      String problem = problem(line);
      if (problem != null) {
        throw new IllegalArgumentException(name + ", line " + number + ": " + problem);
      }
    }
  }

  private @Nullable String problem(String line) {
    if (line.isBlank() || line.startsWith("#")) return null;
    if (line.length() > LONGEST_LINE) return "longer than " + LONGEST_LINE + " characters";
    String[] fields = line.strip().split("\t", -1);
    if (fields.length != 2) return "wanted: a service, a tab, a host";
    String service = ServiceTags.canonical(fields[0].strip().toLowerCase(Locale.ROOT));
    String host = fields[1].strip().toLowerCase(Locale.ROOT);
    boolean below = host.startsWith(BELOW);
    String domain = below ? host.substring(BELOW.length()) : host;
    if (!SERVICE.matcher(service).matches()) {
      return "a service is 1 to 32 of a-z 0-9 _ -, and \"" + fields[0] + "\" is none";
    }
    if (domain.length() > LONGEST_HOST || !HOST.matcher(domain).matches()) {
      return "\"" + fields[1] + "\" is neither a host nor *. and a domain";
    }
    return add(service.intern(), domain, below ? domains : hosts);
  }

  private @Nullable String add(String service, String host, Map<String, String> into) {
    services.add(service);
    into.put(host, service);
    if (services.size() > MOST_SERVICES) return "more than " + MOST_SERVICES + " services";
    boolean many = hosts.size() + domains.size() > MOST_ROWS;
    return many ? "more than " + MOST_ROWS + " hosts" : null;
  }
}
