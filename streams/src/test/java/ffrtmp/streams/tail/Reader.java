package ffrtmp.streams.tail;

import ffrtmp.protocol.stream.FilePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a folder as the pipeline does: takes chunks, and stores lines and positions together. */
final class Reader implements AutoCloseable {
  static final TailSettings SETTINGS =
      new TailSettings(
          Duration.ofMillis(100),
          Duration.ofMillis(20),
          4096,
          1024,
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofHours(24),
          1000);

  final List<String> stored = new ArrayList<>();
  final Map<Long, FilePosition> positions = new LinkedHashMap<>();
  final Now clock = new Now();
  private final Clock time;
  private final Disk disk;
  private final Path folder;
  private final TailSettings settings;
  private final List<String> taken = new ArrayList<>();
  int tooLong;
  Tail tail;

  Reader(Path folder) {
    this.folder = folder;
    this.settings = SETTINGS;
    this.time = clock;
    this.disk = Disk.LOCAL;
    this.tail = Tail.ofFolder(folder, settings, List.of(), time);
  }

  /** By a clock that goes on by itself. */
  Reader(Disk disk, Path folder, TailSettings settings, Clock time) {
    this.disk = disk;
    this.folder = folder;
    this.settings = settings;
    this.time = time;
    this.tail = Tail.ofFolder(disk, folder, settings, List.of(), time);
  }

  /** Looks, takes all there is, and stores it; returns what was new. */
  List<String> read() throws IOException {
    tail.scan();
    clock.pass(Duration.ofSeconds(10)); // whatever is rotated is quiet
    while (take()) {}
    return commit();
  }

  /** Takes one chunk of any series. */
  boolean take() throws IOException {
    for (Series series : tail.series()) {
      Optional<Chunk> chunk = tail.next(series.index());
      chunk.ifPresent(this::keep);
      if (chunk.isPresent()) return true;
    }
    return false;
  }

  private void keep(Chunk chunk) {
    tooLong += chunk.tooLong();
    int length = chunk.to() - chunk.from();
    String text = new String(chunk.data(), chunk.from(), length, StandardCharsets.UTF_8);
    if (text.isEmpty()) return;
    if (!text.endsWith("\n")) throw new AssertionError("no newline at the end of " + text);
    taken.addAll(List.of(text.substring(0, text.length() - 1).split("\n", -1)));
  }

  List<String> commit() {
    Positions drained = tail.drain();
    drained.forgotten().forEach(positions::remove);
    drained.changed().forEach(position -> positions.put(position.firstLine(), position));
    List<String> fresh = List.copyOf(taken);
    stored.addAll(taken);
    taken.clear();
    return fresh;
  }

  /** The process dies, and another begins where the last commit ended. */
  void crash() {
    tail.close();
    taken.clear();
    tail = Tail.ofFolder(disk, folder, settings, List.copyOf(positions.values()), time);
  }

  /** The files were copied to another machine: devices and inodes are others. */
  void moveToAnotherMachine() {
    positions.replaceAll(
        (key, p) ->
            new FilePosition(
                p.series(),
                p.name(),
                1,
                1,
                key,
                p.offset(),
                p.anchor(),
                p.size(),
                p.modifiedMillis(),
                p.complete(),
                p.gone()));
  }

  String lagAndUnreadable() {
    return tail.lagBytes() + "/" + tail.unreadable();
  }

  @Override
  public void close() {
    tail.close();
  }

  /** A clock that goes on when told. */
  static final class Now extends Clock {
    private Instant now = Instant.now();

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
