package ffrtmp.node.analyze;

import ffrtmp.streams.analyze.AnalysisResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** A way to print what was found. */
public interface Report {
  /**
   * @param seconds how long the analysis took
   */
  void print(AnalysisResult result, double seconds, PrintWriter out) throws IOException;

  /** The forms that {@code --output} knows. */
  enum Form {
    TABLE,
    JSON,
    CSV;

    public Report report() {
      return switch (this) {
        case TABLE -> new TableReport();
        case JSON -> new JsonReport();
        case CSV -> new CsvReport();
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
