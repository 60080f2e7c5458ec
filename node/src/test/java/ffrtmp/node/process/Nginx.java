package ffrtmp.node.process;

import ffrtmp.node.Requires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real nginx that writes both logs as a cache does: http with the cachelog format, and the stream
 * module that passes TLS through by its name. A second http server inside it is the TLS upstream.
 */
final class Nginx implements AutoCloseable {
  private static final Path STREAM_MODULE = Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");

  private final Path folder;
  private final Process process;
  final int http;
  final int http6;
  final int tls;

  private Nginx(Path folder, Process process, int http, int http6, int tls) {
    this.folder = folder;
    this.process = process;
    this.http = http;
    this.http6 = http6;
    this.tls = tls;
  }

  /** Starts it in {@code folder}, with its logs in {@code logs}. */
  static Nginx start(Path folder, Path logs) throws Exception {
    String nginx = Requires.program("nginx").toString();
    if (!Files.exists(STREAM_MODULE)) Requires.program("nginx-module-stream");
    String openssl = Requires.program("openssl").toString();
    Files.createDirectories(folder.resolve("www"));
    command(
        folder,
        openssl,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "key.pem",
        "-out",
        "cert.pem",
        "-days",
        "2",
        "-subj",
        "/CN=cache.example.test");
    int[] ports = freePorts(4);
    Path conf = folder.resolve("nginx.conf");
    Files.writeString(conf, configuration(folder, logs, ports));
    Process process =
        new ProcessBuilder(nginx, "-p", folder.toString(), "-c", conf.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.out").toFile())
            .start();
    Nginx started = new Nginx(folder, process, ports[0], ports[1], ports[2]);
    Await.until("nginx answers", Duration.ofSeconds(20), () -> started.answers());
    return started;
  }

  private static String configuration(Path folder, Path logs, int[] ports) {
    return """
        load_module %1$s;
        daemon off;
        user root;
        pid %2$s/nginx.pid;
        error_log %2$s/error.log;
        events { worker_connections 256; }
        http {
          client_body_temp_path %2$s/t1; proxy_temp_path %2$s/t2; fastcgi_temp_path %2$s/t3;
          uwsgi_temp_path %2$s/t4; scgi_temp_path %2$s/t5;
          log_format cachelog '[$cacheidentifier] $remote_addr / $http_x_forwarded_for - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$upstream_cache_status" "$host" "$http_range"';
          server {
            listen 127.0.0.1:%4$d;
            listen [::1]:%5$d;
            set $cacheidentifier steam;
            access_log %3$s/access.log cachelog;
            root %2$s/www;
          }
          server {
            listen 127.0.0.1:%7$d ssl;
            ssl_certificate %2$s/cert.pem;
            ssl_certificate_key %2$s/key.pem;
            access_log off;
            root %2$s/www;
          }
        }
        stream {
          log_format stream '$remote_addr [$time_local] $protocol $status $bytes_sent $bytes_received $session_time "$ssl_preread_server_name"';
          access_log %3$s/stream-access.log stream;
          map $ssl_preread_server_name $upstream {
            refused.example.test 127.0.0.1:1;
            default 127.0.0.1:%7$d;
          }
          server {
            listen 127.0.0.1:%6$d;
            listen [::1]:%6$d;
            ssl_preread on;
            proxy_pass $upstream;
          }
        }
        """
        .formatted(STREAM_MODULE, folder, logs, ports[0], ports[1], ports[2], ports[3]);
  }

  private static int[] freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    int[] ports = new int[count];
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0);
        sockets.add(socket);
        ports[i] = socket.getLocalPort();
      }
    } finally {
      for (ServerSocket socket : sockets) socket.close();
    }
    return ports;
  }

  private boolean answers() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("nginx ended: " + Files.readString(folder.resolve("nginx.out")));
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), http), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A file that it serves. */
  void serve(String name, byte[] content) throws IOException {
    Path file = folder.resolve("www").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  Path pidFile() {
    return folder.resolve("nginx.pid");
  }

  /** Runs a program to its end, which must be a good one, and gives what it said. */
  static String command(Path folder, String... command) throws Exception {
    Ran ran = run(folder, command);
    if (ran.status() != 0) throw new AssertionError(String.join(" ", command) + ": " + ran.text());
    return ran.text();
  }

  /** The same, whatever the end is. */
  static Ran run(Path folder, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS)) throw new AssertionError("it did not end");
    return new Ran(process.exitValue(), text);
  }

  /** How a program ended, and what it said. */
  record Ran(int status, String text) {}

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
