package ffrtmp.ops.client;

import ffrtmp.ops.client.wire.Address;
import ffrtmp.ops.client.wire.ClientFailure;
import ffrtmp.ops.client.wire.TlsContexts;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Lays together which server is meant: the flag before the variable, and that before the file. */
final class Settings {
  private static final int MOST_PORT = 65_535;
  private static final String USUAL = "http://localhost:8080";

  private final ServerFlags flags;
  private final Map<String, String> environment;
  private final ConfigFile file;

  Settings(ServerFlags flags, Map<String, String> environment, Path home) {
    this.flags = flags;
    this.environment = environment;
    this.file =
        flags.config != null
            ? ConfigFile.read(flags.config)
            : ConfigFile.readIfThere(home.resolve(".ffrtmp/config.yaml"));
  }

  /** What is dangerous in them, though it works. */
  Optional<String> warning() {
    return file.warning();
  }

  Address address(TlsContexts tls) {
    URI base = base(of(flags.master, List.of("FFRTMP_MASTER", "MASTER_URL"), "master_url", USUAL));
    return new Address(base, key(), context(tls, base));
  }

  private @Nullable String key() {
    String key =
        of(
            flags.apiKey,
            List.of("FFRTMP_API_KEY", "MASTER_API_KEY", "FFMPEG_RTMP_API_KEY"),
            "api_key",
            "");
    if (key.isEmpty()) return null;
    if (key.chars().allMatch(c -> c > ' ' && c < 0x7f)) return key;
    throw ClientFailure.usage("the API key has a character that no header can carry", "");
  }

  private @Nullable SSLContext context(TlsContexts tls, URI base) {
    Path ca = path(flags.authorities, "FFRTMP_CA", "ca");
    Path cert = path(flags.certificate, "FFRTMP_CERT", "cert");
    Path key = path(flags.key, "FFRTMP_KEY", "key");
    boolean skip = skipVerify();
    if ((cert == null) != (key == null)) {
      throw ClientFailure.usage(
          cert == null ? "--key needs --cert beside it" : "--cert needs --key beside it", "");
    }
    if (!base.getScheme().equals("https") || (ca == null && cert == null && !skip)) return null;
    try {
      return tls.open(cert, key, ca, skip);
    } catch (IllegalArgumentException e) {
      throw ClientFailure.usage(String.valueOf(e.getMessage()), "");
    }
  }

  private boolean skipVerify() {
    if (flags.skipVerify != null) return flags.skipVerify;
    String said = of(null, List.of("FFRTMP_INSECURE_SKIP_VERIFY"), "insecure_skip_verify", "false");
    return said.equals("true");
  }

  private @Nullable Path path(@Nullable Path flag, String variable, String member) {
    if (flag != null) return flag;
    String said = of(null, List.of(variable), member, "");
    try {
      return said.isEmpty() ? null : Path.of(said);
    } catch (InvalidPathException e) {
      throw ClientFailure.usage(member + " is no name of a file: " + e.getReason(), "");
    }
  }

  private String of(
      @Nullable String flag, List<String> variables, String member, String otherwise) {
    if (flag != null) return flag;
    for (String variable : variables) {
      String value = environment.get(variable);
      if (value != null && !value.isEmpty()) return value;
    }
    return file.text(member, otherwise);
  }

  private static URI base(String text) {
    try {
      URI uri = new URI(text.strip());
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!http || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
        throw noAddress();
      }
      if (uri.getPort() > MOST_PORT) throw noAddress();
      if (uri.getUserInfo() != null) {
        throw ClientFailure.usage(
            "the address of a server takes no credentials", "the key goes into MASTER_API_KEY");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw noAddress();
    }
  }

  /** Its text is not repeated: it may hold a password. */
  private static ClientFailure noAddress() {
    return ClientFailure.usage(
        "that is no address of a server", "--master is http://HOST:PORT or https://HOST:PORT");
  }
}
