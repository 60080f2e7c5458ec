package ffrtmp.persistence.journal;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who asks. The password is never part of the URL and never shown.
 *
 * @param url what the driver takes, without credentials
 */
record Address(String url, @Nullable String user, @Nullable String password) {
  private static final int MOST_PORT = 65_535;
  private static final String JDBC = "jdbc:";

  /** A file of the embedded H2, made where it is not there; {@code .mv.db} is appended to it. */
  static Address h2(Path file) {
    var path = file.toAbsolutePath().normalize().toString();
    if (path.indexOf(';') >= 0) {
      throw new IllegalArgumentException("The database file's name contains a semicolon: " + path);
    }
    // Without WRITE_DELAY=0 a killed process loses rows that were acknowledged.
    return new Address("jdbc:h2:file:" + path + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", "sa", "");
  }

  /**
   * @param dsn {@code jdbc:postgresql://HOST[:PORT]/DB[?user=…&password=…]} or {@code
   *     postgres://USER:PASSWORD@HOST[:PORT]/DB}
   * @throws IllegalArgumentException when it is neither; the message does not repeat the password
   */
  static Address postgresql(String dsn) {
    var uri = parsed(dsn.startsWith(JDBC) ? dsn.substring(JDBC.length()) : dsn);
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean named = uri.getPath() != null && uri.getPath().length() > 1;
    if (!scheme.matches("postgres|postgresql") || uri.getHost() == null || !named) {
      throw wrong("needs a host and a database's name");
    }
    if (uri.getPort() > MOST_PORT) throw wrong("has a port above " + MOST_PORT);
    var credentials = Credentials.of(uri);
    var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    var url = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + credentials.rest();
    return new Address(url, credentials.user(), credentials.password());
  }

  private static URI parsed(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // Its message would repeat the input, and the password with it.
      throw wrong("is no URL: " + e.getReason() + " at character " + e.getIndex());
    }
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "The PostgreSQL address "
            + what
            + "; it looks like postgres://USER:PASSWORD@HOST:5432/DATABASE");
  }

  @Override
  public String toString() {
    return url;
  }

  /** What stands before the {@code @}, or among the parameters, which keep their others. */
  private record Credentials(@Nullable String user, @Nullable String password, String rest) {
    static Credentials of(URI uri) {
      String user = null;
      String password = null;
      var info = uri.getRawUserInfo();
      if (info != null) {
        int colon = info.indexOf(':');
        user = decoded(colon < 0 ? info : info.substring(0, colon));
        password = colon < 0 ? null : decoded(info.substring(colon + 1));
      }
      var others = new ArrayList<String>();
      var query = uri.getRawQuery();
      for (var pair : query == null ? new String[0] : query.split("&", -1)) {
        if (pair.startsWith("user=")) {
          user = decoded(pair.substring("user=".length()));
        } else if (pair.startsWith("password=")) {
          password = decoded(pair.substring("password=".length()));
        } else {
          others.add(pair);
        }
      }
      return new Credentials(
          user, password, others.isEmpty() ? "" : "?" + String.join("&", others));
    }

    private static String decoded(String text) {
      // A plus is a plus here: this is no form.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
  }
}
