package ffrtmp.node.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortCheckTest {
  private static final String HEAD = "sl local_address rem_address st\n";

  @TempDir Path proc;

  @Test
  void aPortThatCanBeHadIsFree() throws Exception {
    int port;
    try (ServerSocket socket = taken()) {
      port = socket.getLocalPort();
    }
    Findings.assertOk(Findings.only(check(port, false)), "127.0.0.1:" + port + " is free");
    Findings.assertOk(Findings.only(check(0, false)), "any free one");
  }

  @Test
  void whoHasAPortIsNamedByItsProgramAndNotByItsCommandLine() throws Exception {
    try (ServerSocket socket = taken()) {
      listens(socket.getLocalPort(), 7, "nginx", "nginx\0--password\0hush\0");
      Finding finding = Findings.only(check(socket.getLocalPort(), false));
      Findings.assertFails(finding, "is taken by nginx (pid 7)", "choose another --port");
    }
  }

  @Test
  void anFfrtmpThatIsRunningAlreadyIsNoFault() throws Exception {
    try (ServerSocket socket = taken()) {
      int port = socket.getLocalPort();
      listens(port, 8, "java", "java\0-jar\0/opt/ffrtmp.jar\0server\0--port\08080\0");
      Findings.assertOk(Findings.only(check(port, false)), "by ffrtmp (pid 8), which is running");
    }
  }

  @Test
  void whoCannotBeSeenIsAskedWhetherItIsAnFfrtmp() throws Exception {
    try (ServerSocket socket = taken()) {
      int port = socket.getLocalPort();
      Findings.assertOk(Findings.only(check(port, true)), "by an ffrtmp, which is running");
      Findings.assertFails(Findings.only(check(port, false)), "is taken", "choose another --port");
    }
  }

  @Test
  void anAddressThatIsNotThisMachinesIsNamed() throws Exception {
    Check check =
        new PortCheck(
            "metrics", "--metrics-port", "192.0.2.1", 9, PortCheck.Greeting.NONE, owners());
    Findings.assertFails(
        Findings.only(check), "192.0.2.1 is no address of this machine", "--metrics-host");
  }

  private Check check(int port, boolean ours) {
    return new PortCheck("api", "--port", "127.0.0.1", port, (host, at) -> ours, owners());
  }

  private PortOwners owners() {
    return new PortOwners(proc);
  }

  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /** As /proc tells it. */
  private void listens(int port, long pid, String program, String line) throws IOException {
    String row = "0: 0100007F:%04X 00000000:0000 0A 00000000:00000000 00:00000000 0 0 0 4711 1 0\n";
    Files.createDirectories(proc.resolve("net"));
    Files.writeString(proc.resolve("net/tcp"), HEAD + String.format(Locale.ROOT, row, port));
    Path process = Files.createDirectories(proc.resolve(Long.toString(pid)));
    Files.writeString(process.resolve("comm"), program + "\n");
    Files.writeString(process.resolve("cmdline"), line);
    Files.createDirectories(process.resolve("fd"));
    Files.createSymbolicLink(process.resolve("fd/5"), Path.of("socket:[4711]"));
  }
}
