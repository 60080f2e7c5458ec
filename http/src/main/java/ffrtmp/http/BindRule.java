package ffrtmp.http;

import java.util.Locale;
import java.util.Optional;

/** The rule that a server which asks for no key is not reachable from elsewhere. */
public final class BindRule {
  private BindRule() {}

  /** Why the server must not start, as one line for its operator; empty: it may. */
  public static Optional<String> objection(HttpSettings settings) {
    return objection(settings.host(), settings.keyed(), settings.insecure());
  }

  /** The same of what a command line says. */
  public static Optional<String> objection(String host, boolean keyed, boolean insecure) {
    if (keyed || insecure || isLoopback(host)) return Optional.empty();
    return Optional.of(
        "refusing to serve "
            + host
            + " without a key: anyone who can reach it could run jobs. Set --api-key (or"
            + " MASTER_API_KEY) or --api-keys-file, listen on 127.0.0.1, or say --insecure");
  }

  /** By the text alone: a name would have to be resolved, and could resolve otherwise later. */
  public static boolean isLoopback(String host) {
    String plain = host.toLowerCase(Locale.ROOT);
    return plain.equals("localhost")
        || plain.equals("::1")
        || plain.equals("[::1]")
        || plain.matches("127(\\.\\d{1,3}){3}");
  }
}
