package ffrtmp.ops.client.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An answer whose head has been read, and whose body has not. */
public final class Reply implements AutoCloseable {
  private final HttpURLConnection connection;
  private final int status;

  Reply(HttpURLConnection connection, int status) {
    this.connection = connection;
    this.status = status;
  }

  public int status() {
    return status;
  }

  public boolean good() {
    return status >= 200 && status < 300;
  }

  public @Nullable String header(String name) {
    return connection.getHeaderField(name);
  }

  /** Bytes that the body has by its head, which the connection itself does not watch over. */
  long promised() {
    return connection.getContentLengthLong();
  }

  /** Whether the body is of this type, such as {@code text/event-stream}. */
  public boolean is(String type) {
    String said = connection.getContentType();
    return said != null && said.toLowerCase(Locale.ROOT).startsWith(type);
  }

  /** The body; empty where there is none. */
  public InputStream body() throws IOException {
    InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    return stream == null ? InputStream.nullInputStream() : stream;
  }

  /** Ends the connection: what was not read is not waited for. */
  @Override
  public void close() {
    connection.disconnect();
  }
}
