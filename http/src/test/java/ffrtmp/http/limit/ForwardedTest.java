package ffrtmp.http.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RemoteAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedTest {
  private static final Networks PROXIES =
      Networks.parse(List.of("10.0.0.0/8", "192.168.1.7", "fd00::/8"));

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        // the peer is no proxy: whatever it says is made up
        "203.0.113.9 | 1.2.3.4          | 203.0.113.9",
        "10.0.0.1    | -                | 10.0.0.1",
        "10.0.0.1    | 203.0.113.9      | 203.0.113.9",
        "192.168.1.7 | 203.0.113.9      | 203.0.113.9",
        "192.168.1.8 | 203.0.113.9      | 192.168.1.8",
        // the client made up all to the left of what the proxies saw
        "10.0.0.1    | 1.2.3.4, 203.0.113.9, 10.0.0.2 | 203.0.113.9",
        "10.0.0.1    | 10.9.9.9, 10.0.0.2             | 10.9.9.9",
        "10.0.0.1    | 1.2.3.4, garbage               | 10.0.0.1",
        "10.0.0.1    | 1.2.3.4, garbage, 10.0.0.2     | 10.0.0.2",
        "10.0.0.1    | unknown                        | 10.0.0.1",
        "10.0.0.1    | ,,                             | 10.0.0.1",
        "10.0.0.1    | localhost                      | 10.0.0.1",
        "10.0.0.1    | 203.0.113.9:4711               | 203.0.113.9",
        "10.0.0.1    | [2001:db8:1:2:3::4]:4711       | 2001:db8:1:2:0:0:0:0/64",
        "10.0.0.1    | 2001:db8:1:2:ffff::4           | 2001:db8:1:2:0:0:0:0/64",
        "fd00::1     | 2001:db8::1                    | 2001:db8:0:0:0:0:0:0/64",
        "fd00::1     | ::ffff:203.0.113.9             | 203.0.113.9",
        "10.0.0.1    | 203.0.113.256                  | 10.0.0.1",
        "10.0.0.1    | 203.0.113                      | 10.0.0.1",
        "10.0.0.1    | fe80::1%eth0                   | 10.0.0.1"
      })
  void theNearestAddressThatIsNoProxysCounts(String peer, String forwarded, String client)
      throws UnknownHostException {
    HttpRequest request = from(peer);
    if (forwarded != null)
      request = request.addHeader(HttpHeader.parse("X-Forwarded-For", forwarded));
    assertThat(new ClientAddress(PROXIES).of(request).map(Addresses::owner)).contains(client);
  }

  @Test
  void manyLinesAreOneList() throws UnknownHostException {
    HttpRequest request =
        from("10.0.0.1")
            .addHeaders(
                List.of(
                    HttpHeader.parse("X-Forwarded-For", "1.1.1.1"),
                    HttpHeader.parse("x-forwarded-for", "2.2.2.2"),
                    HttpHeader.parse("X-FORWARDED-FOR", "10.3.3.3")));
    assertThat(new ClientAddress(PROXIES).of(request).map(Addresses::owner)).contains("2.2.2.2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0.5/8",
        "::/129",
        "1.2.3/8",
        "localhost/8",
        "10.0.0.0/8/8"
      })
  void whatIsNoNetworkIsRefused(String text) {
    assertThatThrownBy(() -> Networks.parse(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNetworkEndsWhereItsMaskSays() throws UnknownHostException {
    Networks odd = Networks.parse(List.of("172.16.0.0/12", "2001:db8:8000::/33", "0.0.0.0/32"));
    assertThat(odd.contains(InetAddress.getByName("172.31.255.255"))).isTrue();
    assertThat(odd.contains(InetAddress.getByName("172.32.0.0"))).isFalse();
    assertThat(odd.contains(InetAddress.getByName("2001:db8:ffff::1"))).isTrue();
    assertThat(odd.contains(InetAddress.getByName("2001:db8:7fff::1"))).isFalse();
    assertThat(Networks.parse(List.of("0.0.0.0/0")).contains(InetAddress.getByName("9.9.9.9")))
        .isTrue();
  }

  private static HttpRequest from(String peer) throws UnknownHostException {
    return HttpRequest.GET("/jobs")
        .addAttribute(
            AttributeKeys.remoteAddress, RemoteAddress.create(InetAddress.getByName(peer)));
  }
}
