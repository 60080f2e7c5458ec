package ffrtmp.http.limit;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tells where a request comes from. What {@code X-Forwarded-For} says counts only as far as trusted
 * proxies said it: it is read from the right, where each proxy adds whom it heard, up to the first
 * address that is not a proxy's. Anything before that, the client may have made up.
 */
final class ClientAddress {
  private static final String FORWARDED = "x-forwarded-for";

  private final Networks proxies;

  ClientAddress(Networks proxies) {
    this.proxies = proxies;
  }

  /** Empty where the server is not told the peer's address. */
  Optional<InetAddress> of(HttpRequest request) {
    return request
        .getAttribute(AttributeKeys.remoteAddress)
        .flatMap(address -> address.getAddress())
        .map(peer -> proxies.contains(peer) ? beyond(peer, request) : peer);
  }

  private InetAddress beyond(InetAddress peer, HttpRequest request) {
    InetAddress nearest = peer;
    List<String> said = said(request);
    for (int i = said.size() - 1; i >= 0; i--) {
      Optional<InetAddress> before = Addresses.parseForwarded(said.get(i));
      // what cannot be read cannot be followed: the last one that is known answers for it
      if (before.isEmpty()) return nearest;
      nearest = before.get();
      if (!proxies.contains(nearest)) return nearest;
    }
    return nearest;
  }

  /** All of the header's lines as one list, as proxies may add either. */
  private static List<String> said(HttpRequest request) {
    List<String> said = new ArrayList<>();
    for (HttpHeader header : request.getHeaders()) {
      if (header.lowercaseName().equals(FORWARDED)) {
        said.addAll(Arrays.asList(header.value().split(",", -1)));
      }
    }
    return said;
  }
}
