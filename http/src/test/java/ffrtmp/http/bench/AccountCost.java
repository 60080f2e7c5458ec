package ffrtmp.http.bench;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.account.Account;
import ffrtmp.http.account.Accounts;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What it costs to count one request with its answer, and what a label set takes. */
@Tag("bench")
public class AccountCost {
  private static final List<String> TEMPLATES =
      IntStream.range(0, 60).mapToObj(n -> "/things" + n + "/{id}").toList();
  private static final int SETS = 60 * 5;

  /** One server's accounts, and an exchange that is there as a whole, as nearly all are. */
  @State(Scope.Benchmark)
  public static class Server {
    private final Accounts accounts = new Accounts(TEMPLATES, 200);
    private final HttpRequest request =
        HttpRequest.POST("/jobs").withEntity(ContentTypes.APPLICATION_JSON, new byte[300]);
    private final HttpResponse response =
        HttpResponse.create()
            .withStatus(201)
            .withEntity(ContentTypes.APPLICATION_JSON, new byte[700]);

    private HttpResponse count(String template) {
      Account account = accounts.open(request.method());
      account.received(request);
      account.route(template);
      account.client("somebody");
      return account.answered(response);
    }
  }

  @Benchmark
  public HttpResponse one(Server server) {
    return server.count(TEMPLATES.get(7));
  }

  @Benchmark
  @Threads(2)
  public HttpResponse twoAtATimeOnOneLabelSet(Server server) {
    return server.count(TEMPLATES.get(7));
  }

  @Test
  void ofARequest() throws Exception {
    var options =
        new OptionsBuilder()
            .include(AccountCost.class.getName())
            .mode(org.openjdk.jmh.annotations.Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .build();
    for (RunResult result : new Runner(options).run()) {
      double nanos = result.getPrimaryResult().getScore();
      System.out.printf(
          Locale.ROOT,
          "%s: %.0f ns, %.0f bytes for a request%n",
          result.getPrimaryResult().getLabel(),
          nanos,
          result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
      assertThat(nanos).isLessThan(1000);
    }
  }

  @Test
  void ofALabelSet() {
    Accounts[] kept = new Accounts[200];
    long before = used();
    for (int i = 0; i < kept.length; i++) kept[i] = filled();
    double each = (double) (used() - before) / kept.length / SETS;
    System.out.printf(Locale.ROOT, "%.0f bytes for a label set%n", each);
    assertThat(kept[kept.length - 1]).isNotNull();
    assertThat(each).isLessThan(150);
  }

  /** A request's and four answers' label sets for each route. */
  private static Accounts filled() {
    Accounts accounts = new Accounts(TEMPLATES, 200);
    for (String template : TEMPLATES) {
      for (int status : new int[] {200, 400, 404, 429}) {
        Account account = accounts.open(HttpMethods.GET);
        account.received(HttpRequest.GET("/"));
        account.route(template);
        account.answered(HttpResponse.create().withStatus(status));
      }
    }
    return accounts;
  }

  private static long used() {
    for (int i = 0; i < 4; i++) System.gc(); // only every fourth leaves no dead wood
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
