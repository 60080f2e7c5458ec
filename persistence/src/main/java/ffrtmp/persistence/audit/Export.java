package ffrtmp.persistence.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import ffrtmp.persistence.journal.Link;
import ffrtmp.persistence.read.JournalTable;
import ffrtmp.protocol.job.JobId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the journal of jobs and nodes as lines of JSON, one event each, oldest first: {@code pid},
 * {@code seq}, {@code time}, {@code type}, {@code form} (the serialiser and its manifest), {@code
 * event} as it is stored, and {@code hash}, its link. So the chain can be checked from the lines
 * alone. Events are told as they are, with the keys of streams that jobs were given.
 */
public final class Export {
  private static final String KINDS =
      "(\"persistence_id\" LIKE 'job|%' OR \"persistence_id\" LIKE 'node|%')";
  private static final String EVERYTHING = "WHERE " + KINDS + " ORDER BY \"ordering\"";
  private static final String SINCE =
      "WHERE \"write_timestamp\" >= ? AND " + KINDS + " ORDER BY \"ordering\"";
  private static final String ONE = "WHERE \"persistence_id\" = ? ORDER BY \"sequence_number\"";
  private static final JsonFactory JSON = new JsonFactory();

  private final OutputStream out;
  private long lines;

  public Export(OutputStream out) {
    this.out = out;
  }

  /** Every event there is. */
  public void everything(Connection connection) throws SQLException {
    JournalTable.each(connection, EVERYTHING, List.of(), this::line);
  }

  /** Every event that was written since then. */
  public void since(Connection connection, Instant since) throws SQLException {
    JournalTable.each(connection, SINCE, List.of(since.toEpochMilli()), this::line);
  }

  /** The events of one job. */
  public void job(Connection connection, JobId id) throws SQLException {
    entity(connection, "job|" + id);
  }

  /** The events of one job or node, by the name of its journal. */
  void entity(Connection connection, String persistenceId) throws SQLException {
    JournalTable.each(connection, ONE, List.of(persistenceId), this::line);
  }

  /** How many events were written. */
  public long lines() {
    return lines;
  }

  /**
   * @throws UncheckedIOException when the output takes no more
   */
  private void line(JournalTable.Row row) {
    try {
      var link = Link.in(row.payload());
      out.write(head(row).getBytes(StandardCharsets.UTF_8));
      if (link == null) {
        out.write(row.payload());
      } else {
        out.write(Link.without(row.payload()));
        out.write((",\"hash\":\"" + link.hex() + '"').getBytes(StandardCharsets.US_ASCII));
      }
      out.write("}\n".getBytes(StandardCharsets.US_ASCII));
      lines++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String head(JournalTable.Row row) {
    var type = type(row.payload());
    return "{\"pid\":"
        + quoted(row.persistenceId())
        + ",\"seq\":"
        + row.number()
        + ",\"time\":\""
        + Instant.ofEpochMilli(row.written())
        + '"'
        + (type == null ? "" : ",\"type\":" + quoted(type))
        + ",\"form\":"
        + quoted(row.serializer() + row.manifest())
        + ",\"event\":";
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /** The member {@code type}; absent: it is damaged. */
  private static @Nullable String type(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) return null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        parser.nextToken();
        if (name.equals("type")) return parser.getText();
        parser.skipChildren();
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }
}
