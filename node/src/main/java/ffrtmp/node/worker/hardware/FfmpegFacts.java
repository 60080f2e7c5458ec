package ffrtmp.node.worker.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What one ffmpeg can do on this machine. An encoder counts when it really has encoded a few
 * frames: that it is compiled in says nothing of drivers and devices.
 *
 * @param file the program's path, size and time, by which a cached answer is recognised
 * @param vmaf whether it has the filter libvmaf
 */
record FfmpegFacts(String file, String version, Set<String> encoders, boolean vmaf) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  FfmpegFacts {
    encoders = Set.copyOf(encoders);
  }

  /**
   * Tries this ffmpeg, or remembers how that went.
   *
   * @throws IOException when it cannot be started
   */
  static FfmpegFacts of(Path ffmpeg, Path workDir) throws IOException {
    String file =
        ffmpeg.toRealPath() + " " + Files.size(ffmpeg) + " " + Files.getLastModifiedTime(ffmpeg);
    Remembered<FfmpegFacts> cache =
        new Remembered<>(workDir.resolve("ffmpeg-facts.json"), FfmpegFacts.class);
    Optional<FfmpegFacts> known = cache.read().filter(facts -> facts.file().equals(file));
    if (known.isPresent()) return known.get();
    FfmpegFacts found = new FfmpegFacts(file, version(ffmpeg), tryAll(ffmpeg), hasVmaf(ffmpeg));
    cache.write(found);
    return found;
  }

  private static String version(Path ffmpeg) throws IOException {
    Tried tried = Tried.run(List.of(ffmpeg.toString(), "-hide_banner", "-version"), PATIENCE);
    String first = tried.text().lines().findFirst().orElse("");
    if (tried.status() != 0 || !first.startsWith("ffmpeg version ")) {
      throw new IOException(ffmpeg + " does not answer as ffmpeg does: " + first);
    }
    return first.split(" ", -1)[2];
  }

  private static boolean hasVmaf(Path ffmpeg) throws IOException {
    List<String> words = List.of(ffmpeg.toString(), "-hide_banner", "-filters");
    return Tried.run(words, PATIENCE).text().contains(" libvmaf ");
  }

  private static Set<String> tryAll(Path ffmpeg) throws IOException {
    Tried list = Tried.run(List.of(ffmpeg.toString(), "-hide_banner", "-encoders"), PATIENCE);
    List<String> listed =
        Codecs.CANDIDATES.stream().filter(c -> list.text().contains(" " + c + " ")).toList();
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Future<Boolean>> tries = new ArrayList<>();
      for (String encoder : listed)
        tries.add(two.submit(() -> EncoderTrial.run(ffmpeg, encoder, PATIENCE).status() == 0));
      Set<String> working = new TreeSet<>();
      for (int i = 0; i < listed.size(); i++) {
        if (tries.get(i).get()) working.add(listed.get(i));
      }
      return working;
    } catch (ExecutionException e) {
      throw new IOException("trying the encoders of " + ffmpeg, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while trying encoders", e);
    } finally {
      two.shutdownNow();
    }
  }
}
