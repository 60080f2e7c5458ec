package ffrtmp.ops.client.show;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Prints rows page by page as they come, so that a long list takes no more room than a page: a
 * table in the widths of its first page, or one document.
 */
public final class Listing implements AutoCloseable {
  private final Form form;
  private final PrintWriter out;
  private final Screen screen;
  private final Function<List<JsonNode>, Table> table;
  private final @Nullable JsonGenerator document;
  private int @Nullable [] widths;
  private long count;

  /**
   * @param member what a document calls the rows
   */
  public Listing(
      Form form,
      String member,
      PrintWriter out,
      Screen screen,
      Function<List<JsonNode>, Table> table) {
    this.form = form;
    this.out = out;
    this.screen = screen;
    this.table = table;
    this.document = form == Form.TABLE ? null : begin(form, member, out);
  }

  private static JsonGenerator begin(Form form, String member, PrintWriter out) {
    try {
      JsonGenerator document = Documents.generator(form, out);
      document.writeStartObject();
      document.writeArrayFieldStart(member);
      return document;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void page(List<JsonNode> rows) {
    count += rows.size();
    if (document == null) print(rows);
    else rows.forEach(this::write);
  }

  private void print(List<JsonNode> rows) {
    if (rows.isEmpty()) return;
    Table page = table.apply(rows);
    boolean first = widths == null;
    if (widths == null) widths = page.layout(screen.columns());
    page.print(out, screen, widths, first);
  }

  private void write(JsonNode row) {
    try {
      if (document != null) document.writeTree(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long count() {
    return count;
  }

  /** Whether nobody takes what is written any more. */
  public boolean unheard() {
    return out.checkError();
  }

  @Override
  public void close() {
    if (document == null) return;
    try {
      document.writeEndArray();
      document.writeNumberField("count", count);
      document.writeEndObject();
      document.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (form == Form.JSON) out.println();
    out.flush();
  }
}
