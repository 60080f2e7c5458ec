package ffrtmp.node.worker.hardware;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** What took long to find out, kept in a file for the worker's next start. */
record Remembered<T>(Path file, Class<T> type) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What was written last; empty when there is nothing, or nothing of ours. */
  Optional<T> read() throws IOException {
    if (!Files.exists(file)) return Optional.empty();
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
    } catch (JsonProcessingException notOurs) {
      return Optional.empty();
    }
  }

  /** Replaces what was written before, whole or not at all. */
  void write(T found) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, JSON.writeValueAsBytes(found));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
