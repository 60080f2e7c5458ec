package ffrtmp.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One connection that sends bytes as they are and reads one answer; nothing is mended. */
final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final InetSocketAddress address;
  private Socket socket = new Socket();
  private InputStream in = InputStream.nullInputStream();

  RawHttp(InetSocketAddress address) {
    this.address = address;
    closeQuietly();
  }

  /**
   * An answer.
   *
   * @param headers names in lower case
   * @param body empty of an answer that has no end, such as live events
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, List<String> headers, byte[] body) {
    Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(header -> header.startsWith(start))
          .map(header -> header.substring(start.length()).trim())
          .findFirst();
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * Sends a request and reads its answer.
   *
   * @return empty: the server closed without a word
   * @throws java.net.SocketTimeoutException when it did not even close
   */
  Optional<Answer> send(Spoilt request) throws IOException {
    if (socket.isClosed()) connect();
    try {
      write(request);
      Optional<Answer> answer = read(request.method().equals("HEAD"));
      boolean on = answer.isPresent() && request.whole() && keepsOpen(answer.get());
      if (!on) close();
      return answer;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void connect() throws IOException {
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(address, PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** The server may have answered and closed before all of it was written. */
  private void write(Spoilt request) throws IOException {
    try {
      socket.getOutputStream().write(request.bytes());
      socket.getOutputStream().flush();
      if (!request.whole()) socket.shutdownOutput();
    } catch (java.net.SocketException e) {
      // what it answered is still to be read
      in.mark(1);
    }
  }

  private Optional<Answer> read(boolean head) throws IOException {
    while (true) {
      Optional<String> status = line();
      if (status.isEmpty()) return Optional.empty();
      if (!status.get().matches("HTTP/1\\.[01] [1-5][0-9][0-9].*")) {
        throw new IOException("no status line: " + status.get());
      }
      int code = Integer.parseInt(status.get().substring(9, 12));
      List<String> headers = headers();
      if (code == 100) continue;
      Answer bare = new Answer(code, headers, new byte[0]);
      boolean empty = head || code == 204 || code == 304;
      return Optional.of(empty ? bare : new Answer(code, headers, body(bare)));
    }
  }

  private List<String> headers() throws IOException {
    List<String> headers = new ArrayList<>();
    for (Optional<String> line = line(); line.isPresent() && !line.get().isEmpty(); line = line()) {
      int colon = line.get().indexOf(':');
      headers.add(
          line.get().substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT)
              + line.get().substring(Math.max(0, colon)));
    }
    return headers;
  }

  private byte[] body(Answer answer) throws IOException {
    if (answer.header("Content-Type").orElse("").startsWith("text/event-stream")) {
      close();
      return new byte[0];
    }
    if (answer.header("Transfer-Encoding").isPresent()) return chunks();
    Optional<String> length = answer.header("Content-Length");
    return length.isPresent() ? in.readNBytes(Integer.parseInt(length.get())) : in.readAllBytes();
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line().orElseThrow(() -> new IOException("the answer broke off"));
      int length = Integer.parseInt(size.replaceFirst(";.*", "").trim(), 16);
      body.write(in.readNBytes(length));
      line();
      if (length == 0) return body.toByteArray();
    }
  }

  private Optional<String> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) return Optional.empty();
    for (; b >= 0 && b != '\n'; b = in.read()) if (b != '\r') line.write(b);
    return Optional.of(line.toString(StandardCharsets.ISO_8859_1));
  }

  private static boolean keepsOpen(Answer answer) {
    return !answer.header("Connection").orElse("").equalsIgnoreCase("close")
        && answer.header("Content-Length").isPresent();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void closeQuietly() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket that was never open", e);
    }
  }
}
