package ffrtmp.streams.tail;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.streams.forge.Rotator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A world of its own: a writer, a rotator and a reader that dies at any moment take turns by
 * chance. Every line carries a running number, by which it can be told at the end which lines took
 * effect, and how often.
 */
final class Storm {
  /** What may be done to a log. */
  enum Manner {
    RENAME,
    RENAME_CREATE,
    RENAME_DATED,
    COPY_TRUNCATE,
    COPY_TRUNCATE_LOSING,
    COPY_TRUNCATE_REGROWN,
    REWRITE,
    REWRITE_WITHOUT_OLD_LINES,
    PACK_GZ,
    PACK_ZST,
    DELETE_OLDEST
  }

  /** One in so many turns is followed by a look at what became of all lines. */
  private static final int CALM = 100;

  /** By the clock that dates the files; it is too quick here for any file to become quiet. */
  static final TailSettings SETTINGS =
      new TailSettings(
          Duration.ofMillis(100),
          Duration.ofMillis(20),
          4096,
          1024,
          Duration.ZERO,
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofHours(24),
          1000);

  private static final int MOST_ROTATIONS = 12;

  /** How often, of a hundred times, something happens while files are looked at or read. */
  private static final int[] RESTLESSNESS = {0, 0, 1, 3, 10, 30};

  private static final List<Manner> MANNERS = weighted();

  final Map<Manner, Integer> done = new EnumMap<>(Manner.class);
  private final List<String> trace = new ArrayList<>();
  private int crashes;
  private final Random random;
  private final Path folder;
  private final String heading;
  private final int padding;
  private final Rotator log;
  private final Reader reader;
  private final Deque<Rotator.Step> pending = new ArrayDeque<>();
  private final BitSet committed = new BitSet();
  private final Set<Integer> twice = new TreeSet<>();
  private final Set<Integer> lostByRotator = new HashSet<>();
  private String half = "";
  private boolean careful;
  private int restlessness;
  private int stir;
  private int next;
  private int dates;

  /**
   * @param padding the most that follows a line's number; 0: all lines are of the same length
   */
  Storm(Disk disk, Path folder, Clock clock, Random random, String heading, int padding)
      throws IOException {
    this.folder = folder;
    this.random = random;
    this.heading = heading;
    this.padding = padding;
    this.log = new Rotator(folder, "access.log");
    this.reader = new Reader(disk, folder, SETTINGS, clock);
    log.write(heading);
  }

  /** Rewriting is rare in life, and deletion must keep up with the rest. */
  private static List<Manner> weighted() {
    List<Manner> manners = new ArrayList<>();
    for (Manner manner : Manner.values()) {
      boolean rewriting = manner == Manner.REWRITE || manner == Manner.REWRITE_WITHOUT_OLD_LINES;
      int weight = rewriting ? 1 : manner == Manner.DELETE_OLDEST ? 30 : 4;
      for (int i = 0; i < weight; i++) manners.add(manner);
    }
    return manners;
  }

  /** Takes turns until that many rotations were done, then lets the reader come to the end. */
  void run(int rotations) throws IOException {
    while (done.values().stream().mapToInt(count -> count).sum() < rotations
        || !pending.isEmpty()) {
      turn();
      if (random.nextInt(CALM) == 0 && pending.isEmpty()) calm();
    }
    calm();
    reader.close();
    log.close();
  }

  /** The reader comes to the end of everything: now each line must have taken effect once. */
  private void calm() throws IOException {
    finishLine();
    restlessness = 0;
    for (int i = 0; i < 2; i++) commit(reader.read());
    assertThat(lost()).as("lines that took no effect; %s", this).isEmpty();
  }

  @Override
  public String toString() {
    int from = Math.max(0, trace.size() - 25);
    return summary() + "\n" + String.join("\n", trace.subList(from, trace.size()));
  }

  String summary() {
    return next + " lines, " + crashes + " crashes, " + done;
  }

  /** Something happens to the files while they are looked at or read, or nothing does. */
  boolean moment() throws IOException {
    if (random.nextInt(100) >= restlessness || stir-- <= 0) return false;
    if (random.nextInt(4) == 0) write();
    else rotate();
    return true;
  }

  private void turn() throws IOException {
    restlessness = RESTLESSNESS[random.nextInt(RESTLESSNESS.length)];
    stir = random.nextInt(20) == 0 ? Integer.MAX_VALUE : random.nextInt(8);
    int choice = random.nextInt(100);
    if (choice < 30) write();
    else if (choice < 57) rotate();
    else if (choice < 73) scan();
    else if (choice < 88) take();
    else if (choice < 96) commit(reader.commit());
    else crash();
  }

  private void write() throws IOException {
    if (careful && log.wouldLose()) return;
    int lines = random.nextInt(10) == 0 ? random.nextInt(100) : random.nextInt(6);
    for (int i = 0; i < lines; i++) line();
    if (random.nextInt(4) == 0) begin();
  }

  private void line() throws IOException {
    finishLine();
    begin();
    finishLine();
  }

  private void begin() throws IOException {
    finishLine();
    String line =
        "%07d %s\n".formatted(next++, "x".repeat(padding == 0 ? 0 : random.nextInt(padding)));
    int cut = random.nextInt(line.length());
    log.write(line.substring(0, cut));
    half = line.substring(cut);
  }

  /** The rest of a line that was begun: a program never leaves one in two files. */
  private void finishLine() throws IOException {
    log.write(half);
    half = "";
  }

  private void scan() throws IOException {
    trace.add("scan at " + next);
    reader.tail.scan();
  }

  private void take() throws IOException {
    int chunks = random.nextInt(6);
    for (int i = 0; i < chunks && reader.take(); i++) {}
  }

  private void commit(List<String> lines) {
    trace.add("commit " + (lines.isEmpty() ? "nothing" : lines.get(0) + " .. " + lines.size()));
    for (String line : lines) {
      if (line.startsWith("#")) continue;
      int number = Integer.parseInt(line.substring(0, line.indexOf(' ')));
      if (committed.get(number)) twice.add(number);
      committed.set(number);
    }
    assertThat(twice).as("lines that took effect twice; %s", this).isEmpty();
  }

  private void crash() {
    trace.add("crash");
    crashes++;
    if (random.nextInt(5) == 0) reader.moveToAnotherMachine();
    reader.crash();
  }

  private void rotate() throws IOException {
    if (pending.isEmpty()) {
      Manner manner = MANNERS.get(random.nextInt(MANNERS.size()));
      List<Rotator.Step> steps = steps(manner);
      if (steps.isEmpty()) return;
      careful = manner != Manner.COPY_TRUNCATE_LOSING;
      done.merge(manner, 1, Integer::sum);
      trace.add(manner + " at " + next);
      pending.addAll(steps);
    }
    do {
      pending.remove().run();
      trace.add("step at " + next + " " + names());
    } while (random.nextInt(3) == 0 && !pending.isEmpty());
  }

  private List<Rotator.Step> steps(Manner manner) throws IOException {
    grow();
    boolean full = rotations().size() >= MOST_ROTATIONS;
    return switch (manner) {
      case RENAME -> full ? List.of() : headed(log.rename());
      case RENAME_CREATE -> full ? List.of() : headed(log.renameCreate());
      case RENAME_DATED ->
          full ? List.of() : headed(log.renameDated("202512%02d-%d".formatted(20, ++dates)));
      case COPY_TRUNCATE -> full ? List.of() : copied();
      case COPY_TRUNCATE_REGROWN -> full ? List.of() : regrown();
      case COPY_TRUNCATE_LOSING -> full ? List.of() : losing();
      case REWRITE -> List.of(this::finishLine, () -> Rotator.run(log.rewrite()));
      case REWRITE_WITHOUT_OLD_LINES -> List.of(this::rewriteWithoutOldLines);
      case PACK_GZ -> pack(".gz");
      case PACK_ZST -> pack(".zst");
      case DELETE_OLDEST -> deleteOldest();
    };
  }

  /** Files that hold hardly more than the same heading cannot be told apart by anybody. */
  private void grow() throws IOException {
    while (!heading.isEmpty() && Files.size(log.live()) < 2 * Trail.HEAD) line();
  }

  /** With the last step a line may not be half written; a new file begins with the heading. */
  private List<Rotator.Step> headed(List<Rotator.Step> steps) {
    List<Rotator.Step> headed = new ArrayList<>(steps);
    Rotator.Step last = headed.remove(headed.size() - 1);
    headed.add(
        () -> {
          finishLine();
          last.run();
          log.write(heading);
        });
    return headed;
  }

  /** The line that is being written when the copy is made is ended before. */
  private List<Rotator.Step> copied() {
    List<Rotator.Step> steps = headed(log.copyTruncate());
    int rest = steps.size() - 2;
    Rotator.Step copyRest = steps.get(rest);
    steps.set(
        rest,
        () -> {
          finishLine();
          copyRest.run();
        });
    return steps;
  }

  private List<Rotator.Step> regrown() {
    List<Rotator.Step> steps = copied();
    Rotator.Step last = steps.remove(steps.size() - 1);
    steps.add(
        () -> {
          long before = Files.size(log.live());
          last.run();
          while (Files.size(log.live()) <= before) line();
        });
    return steps;
  }

  /** What is written between the copy and the truncation is lost, unless it was read before. */
  private List<Rotator.Step> losing() {
    List<Rotator.Step> steps = copied();
    steps.remove(steps.size() - 1);
    steps.add(
        () -> {
          finishLine();
          Set<Integer> lost = new HashSet<>(numbers(Files.readAllBytes(log.live())));
          lost.removeAll(numbers(Files.readAllBytes(log.rotated(1))));
          lostByRotator.addAll(lost);
          log.truncate();
          log.write(heading);
        });
    return steps;
  }

  /** Leaves out some lines that took effect long ago, never the first one or the newest ones. */
  private void rewriteWithoutOldLines() throws IOException {
    finishLine();
    List<String> lines = Files.readAllLines(log.live());
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean old =
          i > 0 && i < lines.size() / 2 && allCommitted(lines.subList(i, lines.size() / 2 + 1));
      if (!old || random.nextInt(4) > 0) kept.add(lines.get(i));
    }
    log.replaceWith(kept);
  }

  private boolean allCommitted(List<String> lines) {
    return numbers(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)).stream()
        .allMatch(committed::get);
  }

  private List<Rotator.Step> pack(String suffix) throws IOException {
    List<Path> plain =
        rotations().stream().filter(file -> !file.toString().matches(".*(gz|zst)")).toList();
    if (plain.isEmpty()) return List.of();
    return log.pack(plain.get(random.nextInt(plain.size())), suffix);
  }

  private List<Rotator.Step> deleteOldest() throws IOException {
    List<Path> rotations = rotations();
    if (rotations.isEmpty()) return List.of();
    Path victim = log.oldest().orElse(rotations.get(0));
    if (random.nextBoolean()) victim = rotations.get(random.nextInt(rotations.size()));
    Path file = victim;
    boolean read = numbers(Rotator.unpacked(file)).stream().allMatch(committed::get);
    return read ? List.of(() -> Files.delete(file)) : List.of();
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private List<Path> rotations() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> !file.equals(log.live())).sorted().toList();
    }
  }

  private static List<Integer> numbers(byte[] content) {
    return new String(content, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> Integer.valueOf(line.substring(0, line.indexOf(' '))))
        .toList();
  }

  /** Lines that took no effect, though no tool lost them. */
  private Set<Integer> lost() {
    Set<Integer> lost = new TreeSet<>();
    for (int number = committed.nextClearBit(0);
        number < next;
        number = committed.nextClearBit(number + 1)) {
      if (!lostByRotator.contains(number)) lost.add(number);
    }
    return lost;
  }
}
