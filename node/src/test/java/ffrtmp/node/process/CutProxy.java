package ffrtmp.node.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The network between a worker and its server, which a test may cut: then connections stay, as they
 * do where a cable was pulled, and every byte is lost.
 */
final class CutProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final URI server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "cut-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  CutProxy(URI server) throws IOException {
    this.server = server;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  String address() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  void cut() {
    cut = true;
  }

  /** Lets bytes through again; what stood open before has lost some, and is closed. */
  void mend() throws IOException {
    for (Socket socket : sockets) socket.close();
    cut = false;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket caller = listening.accept();
        sockets.add(caller);
        if (!cut) join(caller);
      } catch (IOException closed) {
        // the listener: the loop ends; a caller who could not be connected: he is hung up on
      }
    }
  }

  private void join(Socket caller) throws IOException {
    try {
      Socket to = new Socket(server.getHost(), server.getPort());
      sockets.add(to);
      threads.execute(() -> pump(caller, to));
      threads.execute(() -> pump(to, caller));
    } catch (IOException nobodyThere) {
      caller.close();
      throw nobodyThere;
    }
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[8192];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (!cut) out.write(bytes, 0, n);
      }
    } catch (IOException ended) {
      // one side has closed, so both are
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) socket.close();
    threads.shutdownNow();
  }
}
