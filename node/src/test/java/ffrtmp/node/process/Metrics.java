package ffrtmp.node.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of metrics that a process serves, where its log says. */
final class Metrics {
  private static final Pattern SERVED = Pattern.compile("metrics are served on (http://\\S+)");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Metrics() {}

  static String page(SpawnedNode node) throws IOException, InterruptedException {
    Matcher line = SERVED.matcher(node.text());
    if (!line.find()) throw new AssertionError("no metrics in:\n" + node.text());
    HttpRequest request = HttpRequest.newBuilder(URI.create(line.group(1))).build();
    return CLIENT.send(request, BodyHandlers.ofString()).body();
  }
}
