package ffrtmp.node.doctor;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a port can be had; one that a running ffrtmp has is no fault. */
public final class PortCheck implements Check {
  private final String what;
  private final String flag;
  private final String host;
  private final int port;
  private final Greeting greeting;
  private final PortOwners owners;

  /** Whether it is an ffrtmp that answers there. */
  @FunctionalInterface
  public interface Greeting {
    boolean knows(String host, int port);

    /** For a port that answers nobody but its like. */
    Greeting NONE = (host, port) -> false;
  }

  /**
   * @param what the port is for: {@code api}
   * @param flag by which it is chosen: {@code --port}
   * @param port 0: any free one
   */
  public PortCheck(String what, String flag, String host, int port, Greeting greeting) {
    this(what, flag, host, port, greeting, new PortOwners(Path.of("/proc")));
  }

  PortCheck(String what, String flag, String host, int port, Greeting greeting, PortOwners owners) {
    this.what = what;
    this.flag = flag;
    this.host = host;
    this.port = port;
    this.greeting = greeting;
    this.owners = owners;
  }

  @Override
  public String name() {
    return what + " port";
  }

  @Override
  public List<Finding> look() throws IOException {
    return List.of(found());
  }

  private Finding found() throws IOException {
    if (port == 0) return Finding.ok(name(), "any free one");
    String address = host + ":" + port;
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      return Finding.ok(name(), host + ":" + socket.getLocalPort() + " is free");
    } catch (UnknownHostException e) {
      return Finding.fail(
          name(),
          "the host " + host + " is not known here",
          "name an address of this machine: " + hostFlag());
    } catch (BindException e) {
      return refused(address, String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
    }
  }

  private Finding refused(String address, String why) {
    if (why.contains("assign")) {
      return Finding.fail(
          name(),
          host + " is no address of this machine",
          "name one that is (0.0.0.0: all of them): " + hostFlag());
    }
    if (why.contains("permission")) {
      return Finding.fail(
          name(),
          address + " is not for this user",
          "choose a port above 1023 by " + flag + ", or give the service CAP_NET_BIND_SERVICE");
    }
    Optional<ProcessNames.Named> owner = owners.of(port);
    boolean ours = owner.isPresent() ? owner.get().ours() : greeting.knows(host, port);
    String by = owner.map(known -> " by " + known).orElse(ours ? " by an ffrtmp" : "");
    return ours
        ? Finding.ok(name(), address + " is taken" + by + ", which is running already")
        : Finding.fail(
            name(), address + " is taken" + by, "choose another " + flag + ", or stop what has it");
  }

  private String hostFlag() {
    return flag.replace("port", "host");
  }
}
