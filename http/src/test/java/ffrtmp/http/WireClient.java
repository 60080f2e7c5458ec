package ffrtmp.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** HTTP as bytes on a socket: sends what it is given, and takes answers apart by itself. */
final class WireClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  WireClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * An answer.
   *
   * @param body its length, without heads and the framing of chunks
   */
  record Answer(int status, Map<String, String> headers, int body) {
    boolean closes() {
      return "close".equals(headers.get("connection"));
    }
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Says that nothing more will come. */
  void breakOff() throws IOException {
    socket.shutdownOutput();
  }

  /** The next answer, {@code 100} among them. */
  Answer read(boolean head) throws IOException {
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).trim().toLowerCase(Locale.ROOT));
    }
    boolean none = head || status == 100 || status == 204 || status == 304;
    return new Answer(status, headers, none ? 0 : body(headers).length);
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if ("chunked".equals(headers.get("transfer-encoding"))) return chunks();
    String length = headers.get("content-length");
    return length == null ? in.readAllBytes() : exactly(Integer.parseInt(length));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line().split(";", -1)[0].trim(), 16);
      body.writeBytes(exactly(size));
      // a chunk's end, or after the last one the end of no trailers
      if (!line().isEmpty()) throw new IOException("no end of a chunk");
      if (size == 0) return body.toByteArray();
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) throw new EOFException(bytes.length + " of " + length + " bytes");
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) throw new EOFException("after " + line);
      if (next != '\r') line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
