package ffrtmp.node.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One address before several servers: a connection goes to the first of them that takes it. */
final class Balancer implements AutoCloseable {
  private final ServerSocket listening;
  private final List<URI> servers;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "balancer");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  Balancer(List<URI> servers) throws IOException {
    this.servers = List.copyOf(servers);
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket caller = listening.accept();
        sockets.add(caller);
        threads.execute(() -> join(caller));
      } catch (IOException closed) {
        // the loop ends
      }
    }
  }

  private void join(Socket caller) {
    for (URI server : servers) {
      try {
        Socket to = new Socket(server.getHost(), server.getPort());
        sockets.add(to);
        threads.execute(() -> pump(caller, to));
        pump(to, caller);
        return;
      } catch (IOException nobodyThere) {
        // the next one may be
      }
    }
    closeQuietly(caller);
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[8192];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) out.write(bytes, 0, n);
    } catch (IOException ended) {
      // one side has closed, so both are
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // what cannot be closed is closed
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) socket.close();
    threads.shutdownNow();
  }
}
