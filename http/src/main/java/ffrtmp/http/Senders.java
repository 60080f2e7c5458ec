package ffrtmp.http;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.RemoteAddress;
import ffrtmp.http.account.Account;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.worker.Sender;
import java.net.InetAddress;

/** Who speaks for a worker: by the key, and by the address that the request came from. */
final class Senders {
  private Senders() {}

  /** The bytes of this exchange are the node's from now on; it is known to exist. */
  static void counted(Exchange exchange, NodeId node) {
    Account.of(exchange.request()).client(node.toString());
  }

  static Sender of(Exchange exchange) {
    String address =
        exchange
            .request()
            .getAttribute(AttributeKeys.remoteAddress)
            .flatMap(RemoteAddress::getAddress)
            .map(InetAddress::getHostAddress)
            .orElse("");
    return new Sender(exchange.caller().name(), exchange.caller().node(), address);
  }
}
