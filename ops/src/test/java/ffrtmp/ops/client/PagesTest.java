package ffrtmp.ops.client;

import static ffrtmp.ops.client.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists longer than a page. */
final class PagesTest {
  private StubServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void asManyPagesAreAskedForAsItTakes() {
    server
        .on("GET /jobs?limit=500", 200, page(500, "a"))
        .on("GET /jobs?limit=200&cursor=a", 200, page(200, "b"));
    Ran ran = Ran.at(server).run("jobs", "list", "--limit", "700");
    assertThat(ran.out().lines()).hasSize(701);
    assertThat(ran.err()).contains("there are more: --limit N, or --all");
  }

  @Test
  void allPagesMakeOneTableAndOneDocument() {
    server
        .on("GET /jobs?status=queued&limit=500", 200, page(500, "a&b"))
        .on("GET /jobs?status=queued&limit=500&cursor=a%26b", 200, page(3, ""));
    Ran table = Ran.at(server).run("jobs", "list", "--all", "--status", "queued");
    assertThat(table.out().lines()).hasSize(504);
    assertThat(table.out().lines().filter(line -> line.contains("STATUS"))).hasSize(1);
    Ran json = Ran.at(server).run("jobs", "list", "--all", "--status", "queued", "-o", "json");
    assertThat(json.out()).endsWith("],\n  \"count\": 503\n}\n");
  }

  @Test
  void jobsOfANodeAreAskedForByItsNameToo() {
    String id = "1f19bace-faa3-3908-8fe2-eeb6278ead97";
    server
        .on("GET /nodes", 200, "{\"nodes\":[{\"id\":\"%s\",\"name\":\"north-1\"}]}".formatted(id))
        .on("GET /jobs?node_id=" + id + "&limit=100", 200, Jobs.page(job("processing", 5)));
    Ran ran = Ran.at(server).run("jobs", "list", "--node", "north-1");
    assertThat(ran.out().lines()).as(ran.err()).hasSize(2);
    Ran lost = Ran.at(server).run("jobs", "list", "--node", "south");
    assertThat(lost.status()).isEqualTo(1);
    assertThat(lost.err()).startsWith("ffrtmp: there is no node south\n");
  }

  @Test
  void aPageThatLeadsToItselfIsTheLast() {
    server
        .on("GET /jobs?limit=500", 200, page(1, "a"))
        .on("GET /jobs?limit=500&cursor=a", 200, page(1, "a"));
    assertThat(Ran.at(server).run("jobs", "list", "--all").out().lines()).hasSize(3);
  }

  @Test
  void anOldServerThatGivesAllIsCutToWhatWasAskedFor() {
    server.on("GET /jobs", 200, page(9, ""));
    Ran ran = Ran.at(server).run("jobs", "list", "--limit", "4");
    assertThat(ran.out().lines()).hasSize(5);
    assertThat(ran.err()).contains("there are more");
  }

  @Test
  void anEmptyListIsSaid() {
    server.on("GET /jobs", 200, "{\"count\":0,\"jobs\":[]}");
    Ran ran = Ran.at(server).run("jobs", "list", "--queue", "live");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEqualTo("ffrtmp: no jobs of queue=live\n");
    assertThat(Ran.at(server).run("jobs", "list", "-o", "yaml").out())
        .isEqualTo("jobs: []\ncount: 0\n");
  }

  private static String page(int jobs, String cursor) {
    String rows =
        IntStream.range(0, jobs).mapToObj(i -> job("queued", 0)).collect(Collectors.joining(","));
    String next = cursor.isEmpty() ? "" : ",\"next_cursor\":\"" + cursor + "\"";
    return "{\"count\":" + jobs + ",\"jobs\":[" + rows + "]" + next + "}";
  }
}
