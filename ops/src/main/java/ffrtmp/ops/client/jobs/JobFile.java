package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.ops.client.ClientCommand;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.show.Documents;
import ffrtmp.ops.client.show.Form;
import ffrtmp.ops.client.show.Text;
import ffrtmp.ops.client.show.Units;
import ffrtmp.ops.client.wire.ClientFailure;
import ffrtmp.ops.client.wire.Lines;
import ffrtmp.ops.client.wire.Reply;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands in a file of jobs in small batches: what is read is bounded, and a server that answers
 * while it is still being written to never waits for a reader. The batches are cut by the lines
 * alone, so the same file under the same key makes the same batches.
 */
final class JobFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_LINES = 100;
  private static final int MOST_BYTES = 48 << 10;
  private static final int LONGEST_LINE = 1 << 20;
  private static final int LONGEST_ANSWER = 16 << 20;
  private static final int MOST_AWAITED = 100_000;

  private final Server server;
  private final Terminal terminal;
  private final Form form;
  private final String key;
  private final List<String> made = new ArrayList<>();
  private long taken;
  private long refused;
  private int batches;
  private boolean oneByOne;
  // an answer that is not whole leaves open what became of its jobs
  private boolean again;

  JobFile(Server server, Terminal terminal, Form form, String key) {
    this.server = server;
    this.terminal = terminal;
    this.form = form;
    this.key = key;
  }

  /** A batch: the lines, and the number of each in the file. */
  private record Batch(List<String> lines, List<Long> numbers) {
    Batch() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    boolean full(String next) {
      int bytes = lines.stream().mapToInt(String::length).sum();
      return lines.size() >= MOST_LINES || (!lines.isEmpty() && bytes + next.length() > MOST_BYTES);
    }
  }

  /** Status 1 when a line was refused or, where all are awaited, a job failed. */
  int submit(String file, boolean wait) {
    try (InputStream in = open(file)) {
      read(new Lines(in, LONGEST_LINE));
    } catch (IOException e) {
      throw ClientFailure.usage("the file " + file + " cannot be read: " + e.getMessage(), "");
    } catch (ClientFailure e) {
      if (taken + refused > 0) summary();
      boolean lost =
          e.kind() == ClientFailure.Kind.UNREACHABLE && (taken + refused > 0 || e.sent());
      if (!again && !lost) throw e;
      throw e.hinting("with --idempotency-key " + key + " the file can be sent again");
    }
    summary();
    boolean good = refused == 0;
    if (wait) for (String id : made) good &= ended(id);
    return good ? ClientCommand.DONE : ClientCommand.REFUSED;
  }

  private InputStream open(String file) throws IOException {
    if (file.equals("-")) return terminal.in();
    try {
      return Files.newInputStream(Path.of(file));
    } catch (NoSuchFileException e) {
      throw ClientFailure.usage("there is no file " + file, "");
    }
  }

  private void read(Lines lines) throws IOException {
    Batch batch = new Batch();
    long number = 0;
    for (String line = lines.next(); line != null; line = lines.next()) {
      number++;
      if (line.isBlank()) continue;
      if (batch.full(line)) {
        send(batch);
        batch = new Batch();
      }
      batch.lines().add(line);
      batch.numbers().add(number);
    }
    if (!batch.lines().isEmpty()) send(batch);
    if (number == 0) throw ClientFailure.usage("there is no job in the file", "");
  }

  private void send(Batch batch) throws IOException {
    batches++;
    if (!oneByOne) oneByOne = !sendTogether(batch);
    if (oneByOne) sendEach(batch);
  }

  /** False where the server takes no batches. */
  private boolean sendTogether(Batch batch) throws IOException {
    String body = String.join("\n", batch.lines()) + "\n";
    Request request =
        Request.postLines("/jobs/batch", body).with("Idempotency-Key", key + "/" + batches);
    try (Reply reply = server.open(request)) {
      if (reply.status() == 404 || reply.status() == 405) return false;
      if (!reply.good()) throw server.refusal(request, reply);
      again = true;
      Lines answers = new Lines(reply.body(), LONGEST_ANSWER);
      int answered = 0;
      for (String line = answers.next(); line != null; line = answers.next()) {
        ObjectNode answer = object(line);
        int index = answer.path("index").asInt(answered);
        if (index >= 0 && index < batch.numbers().size()) take(answer, batch.numbers().get(index));
        answered++;
      }
      if (answered < batch.lines().size()) throw unanswered(batch, answered);
      again = false;
      return true;
    } catch (IOException e) {
      throw server.unreachable(e);
    }
  }

  private static ClientFailure unanswered(Batch batch, int answered) {
    return ClientFailure.refused(
        "the server answered " + answered + " of " + batch.lines().size() + " lines of a batch",
        "");
  }

  private void sendEach(Batch batch) {
    for (int i = 0; i < batch.lines().size(); i++) {
      long number = batch.numbers().get(i);
      String body = batch.lines().get(i);
      ObjectNode answer = JSON.createObjectNode();
      try {
        Request request = Request.post("/jobs", body).with("Idempotency-Key", key + "#" + number);
        answer.set("job", server.ask(request, "id"));
      } catch (ClientFailure e) {
        if (e.kind() != ClientFailure.Kind.REFUSED) throw e;
        answer.putObject("problem").put("detail", e.getMessage());
      }
      take(answer, number);
    }
  }

  private void take(ObjectNode answer, long number) {
    JsonNode job = answer.path("job");
    if (job.isObject()) {
      taken++;
      if (made.size() < MOST_AWAITED) made.add(JobTexts.id(job));
    } else {
      refused++;
      String why = said(answer.path("problem"));
      terminal.err().println("ffrtmp: line " + number + ": " + Text.plain(why));
    }
    if (form == Form.TABLE) return;
    answer.remove("index");
    answer.put("line", number);
    Documents.printLine(answer, terminal.out());
  }

  private static String said(JsonNode problem) {
    List<String> words = new ArrayList<>(List.of(problem.path("detail").asText("refused")));
    for (JsonNode fault : problem.path("errors")) {
      String place = fault.path("pointer").asText("");
      words.add(
          (place.startsWith("/") ? place.substring(1) : place)
              + " "
              + fault.path("detail").asText(""));
    }
    return String.join("; ", words);
  }

  private boolean ended(String id) {
    JsonNode job = new JobWatch(server, ignored -> {}).untilEnd(id);
    boolean good = JobTexts.status(job).equals("completed");
    if (!good) {
      String line = "job " + JobTexts.name(job) + " " + JobTexts.status(job);
      terminal.err().println("ffrtmp: " + Text.plain(line + ": " + job.path("error").asText("")));
    }
    return good;
  }

  private void summary() {
    String text =
        "submitted: "
            + Units.count(taken, "job")
            + (refused > 0 ? ", " + refused + " refused" : "");
    if (form == Form.TABLE) terminal.out().println(text);
    else server.tell(text);
    terminal.out().flush();
  }

  private static ObjectNode object(String line) {
    try {
      if (JSON.readTree(line) instanceof ObjectNode object) return object;
    } catch (JsonProcessingException e) {
      // falls through to the refusal below, which says the same of both
    }
    throw ClientFailure.refused("the answer to a batch is no JSON", "");
  }
}
