package ffrtmp.node.worker.media;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import ffrtmp.protocol.job.JobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The manifests of the attempts whose output is not settled, one file each. */
public final class Manifests {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  private Manifests(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws IOException when the folder cannot be made
   */
  public static Manifests open(Path workDir) throws IOException {
    return new Manifests(Files.createDirectories(workDir.resolve("attempts")));
  }

  /** Writes or replaces a manifest, whole or not at all. */
  public void write(Manifest manifest) throws IOException {
    Path file = file(manifest.job(), manifest.attempt());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, JSON.writeValueAsBytes(manifest));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  public void delete(JobId job, int attempt) throws IOException {
    Files.deleteIfExists(file(job, attempt));
  }

  /**
   * All there are. One that cannot be read is put aside under another name and said in {@code bad}.
   */
  public List<Manifest> all(List<String> bad) throws IOException {
    List<Manifest> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        try {
          found.add(JSON.readValue(Files.readAllBytes(file), Manifest.class));
        } catch (JsonProcessingException e) {
          bad.add(file.getFileName() + ": " + e.getOriginalMessage());
          Files.move(file, file.resolveSibling(file.getFileName() + ".bad"));
        }
      }
    }
    return found;
  }

  private Path file(JobId job, int attempt) {
    return folder.resolve(job + "-" + attempt + ".json");
  }
}
