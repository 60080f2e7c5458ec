package ffrtmp.ops.client;

import ffrtmp.ops.client.show.Screen;
import ffrtmp.ops.client.wire.Patience;
import ffrtmp.ops.client.wire.TlsContexts;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a command.
 *
 * @param waits how long it would have waited, each time
 */
record Ran(int status, String out, String err, List<Duration> waits) {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  static final TlsContexts NO_TLS =
      (certificate, key, authorities, anybody) -> {
        throw new IllegalArgumentException("no TLS here");
      };

  /** Where a command is to run. */
  static final class Place {
    private final Map<String, String> environment = new HashMap<>();
    private Path home = Path.of("/nowhere");
    private Screen screen = Screen.ENDLESS;
    private Screen messages = Screen.ENDLESS;
    private String input = "";
    private boolean asks;
    private final Deque<Window.Size> sizes = new ArrayDeque<>();
    private TlsContexts tls = NO_TLS;
    private Patience patience =
        new Patience(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10));

    Place server(StubServer server) {
      return with("MASTER_URL", server.uri().toString());
    }

    Place with(String name, String value) {
      environment.put(name, value);
      return this;
    }

    Place home(Path folder) {
      home = folder;
      return this;
    }

    Place columns(int columns) {
      screen = new Screen(columns, false, false, true);
      return this;
    }

    Place screen(Screen on) {
      screen = on;
      return this;
    }

    /** What the window is at each look at it, the last for ever unknown. */
    Place sizes(Window.Size... each) {
      sizes.addAll(List.of(each));
      return this;
    }

    Place messages(Screen on) {
      messages = on;
      return this;
    }

    Place typing(String text) {
      input = text;
      asks = true;
      return this;
    }

    Place piping(String text) {
      input = text;
      return this;
    }

    Place tls(TlsContexts contexts) {
      tls = contexts;
      return this;
    }

    Place patience(Patience other) {
      patience = other;
      return this;
    }

    Ran run(String... args) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      List<Duration> waits = new ArrayList<>();
      Terminal terminal =
          new Terminal(
              new PrintWriter(out),
              new PrintWriter(err),
              new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
              environment,
              home,
              screen,
              messages,
              asks,
              () -> Optional.ofNullable(sizes.pollFirst()));
      Surroundings surroundings =
          new Surroundings(terminal, tls, patience, waits::add, Clock.fixed(NOW, ZoneOffset.UTC));
      int status = Client.run(args, surroundings).orElse(-1);
      return new Ran(status, out.toString(), err.toString(), waits);
    }
  }

  static Place at(StubServer server) {
    return new Place().server(server);
  }
}
