package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.ClientCommand;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.wire.Server;

/** Shows a job's bar until its end, and then the job: the bar on stderr, the job on stdout. */
final class Followed {
  private Followed() {}

  /** Shows a job in the form that was asked for. */
  interface Show {
    void job(Terminal terminal, JsonNode job, Server server);
  }

  /** The exit status that its end is worth. */
  static int untilEnd(Server server, Terminal terminal, String id, Show show) {
    JsonNode job;
    try (JobBar bar = new JobBar(terminal.err(), terminal::messagesNow)) {
      job = new JobWatch(server, bar::show).untilEnd(id);
    }
    show.job(terminal, job, server);
    return status(job);
  }

  static int status(JsonNode job) {
    return JobTexts.status(job).equals("completed") ? ClientCommand.DONE : ClientCommand.REFUSED;
  }
}
