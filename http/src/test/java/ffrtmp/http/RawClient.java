package ffrtmp.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that does what no well-bred one does: it speaks TCP and leaves HTTP to the test. */
final class RawClient implements AutoCloseable {
  private final Socket socket = new Socket();
  private final OutputStream out;

  /** {@code from}: an address of loopback, by which the server tells clients apart. */
  RawClient(int port, String from) throws IOException {
    socket.setReceiveBufferSize(4096);
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(20_000);
    out = socket.getOutputStream();
  }

  RawClient(int port) throws IOException {
    this(port, "127.0.0.1");
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** All until the server closes; what a reset leaves out counts as closed. */
  String readToEnd() {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[8192];
    try {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        text.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the server keeps the connection open; so far: " + text, e);
    } catch (IOException closed) {
      return text.toString();
    }
    return text.toString();
  }

  /** An answer's head and the beginning of its body, as far as they come at once. */
  String readSome() throws IOException {
    byte[] buffer = new byte[8192];
    int n = socket.getInputStream().read(buffer);
    return n < 0 ? "" : new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
