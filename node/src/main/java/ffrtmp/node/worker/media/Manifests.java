package ffrtmp.node.worker.media;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.worker.Held;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The manifests of the attempts whose output is not settled, one file each. */
public final class Manifests {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  /** Where attempts of this life will put their outputs, and which attempt it is. */
  private final Map<Path, Held> claims = new ConcurrentHashMap<>();

  private Manifests(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws IOException when the folder cannot be made
   */
  public static Manifests open(Path workDir) throws IOException {
    return new Manifests(Files.createDirectories(workDir.resolve("attempts")));
  }

  /**
   * Claims the places of an attempt's outputs, so that no two jobs of this worker write to one. A
   * later attempt of the same job takes over.
   *
   * @return whether they are free; if not, nothing is claimed
   */
  synchronized boolean claim(Manifest manifest) {
    Held held = new Held(manifest.job(), manifest.attempt());
    for (Move move : manifest.moves()) {
      Held other = claims.get(move.to());
      if (other != null && !other.job().equals(held.job())) return false;
    }
    for (Move move : manifest.moves()) claims.put(move.to(), held);
    return true;
  }

  /** Writes or replaces a manifest, whole or not at all. */
  public void write(Manifest manifest) throws IOException {
    Path file = file(manifest.job(), manifest.attempt());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, JSON.writeValueAsBytes(manifest));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The attempt is settled: its claims end too. */
  public void delete(JobId job, int attempt) throws IOException {
    claims.values().removeIf(held -> held.equals(new Held(job, attempt)));
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
