package ffrtmp.node.recommend;

import java.util.ArrayList;
import java.util.List;

/**
 * How to run ffrtmp on a machine: what its flags do not default to already, or what is better said.
 *
 * @param command {@code up}, {@code server} or {@code worker}
 * @param heapMebibytes the JVM's heap; what is left of the memory is for ffmpeg and the page cache
 * @param notes what no setting says
 */
public record Recommendation(
    String command, Size size, List<Setting> settings, int heapMebibytes, List<String> notes) {
  /** What ffmpeg wants for a usual job in software, the JVM and the system apart. */
  private static final long RAM_OF_A_JOB = 512L << 20;

  /** What is left to the system. */
  private static final long RAM_OF_OTHERS = 512L << 20;

  /** Sessions that every GPU with NVENC takes at a time. */
  private static final int SLOTS_OF_A_GPU = 2;

  private static final int THREADS_TO_SPARE_ONE = 4;
  private static final long LEAST_DISK = 20L << 30;

  public Recommendation {
    settings = List.copyOf(settings);
    notes = List.copyOf(notes);
  }

  /** For a machine on which {@code serves} and {@code works} say what is to run. */
  public static Recommendation of(MachineFacts machine, Size size, boolean serves, boolean works) {
    int heap = heap(machine, serves, works);
    List<Setting> settings = new ArrayList<>();
    if (works) settings.add(slots(machine, heap, serves));
    if (serves) {
      settings.add(new Setting("rate-limit", size.rateLimit(), "a second, for each client"));
      settings.add(new Setting("rate-burst", size.rateBurst(), "of them at once"));
      settings.add(
          new Setting(
              "db",
              "data/ffrtmp",
              size == Size.LARGE ? "until PostgreSQL is there" : "an H2 file is enough"));
    }
    String command = serves ? (works ? "up" : "server") : "worker";
    return new Recommendation(command, size, settings, heap, notes(machine, size, serves));
  }

  private static int heap(MachineFacts machine, boolean serves, boolean works) {
    if (!serves) return clamped(machine.ramBytes() / 20, 256, 1024);
    return works
        ? clamped(machine.ramBytes() / 8, 384, 4096)
        : clamped(machine.ramBytes() / 4, 512, 8192);
  }

  private static int clamped(long bytes, int least, int most) {
    return (int) Math.max(least, Math.min(most, bytes >> 20));
  }

  private static Setting slots(MachineFacts machine, int heap, boolean serves) {
    boolean spare = serves && machine.cpuThreads() >= THREADS_TO_SPARE_ONE;
    int byThreads = machine.cpuThreads() - (spare ? 1 : 0) + machine.gpus() * SLOTS_OF_A_GPU;
    long left = machine.ramBytes() - RAM_OF_OTHERS - ((long) heap << 20);
    long byMemory = Math.max(1, left / RAM_OF_A_JOB);
    String why =
        byMemory < byThreads
            ? "512 MiB of memory for each"
            : "one for each CPU thread"
                + (spare ? " but one, which is the server's" : "")
                + (machine.gpus() > 0 ? ", two for each GPU" : "");
    return new Setting("max-concurrent-jobs", (int) Math.min(byThreads, byMemory), why);
  }

  private static List<String> notes(MachineFacts machine, Size size, boolean serves) {
    List<String> notes = new ArrayList<>();
    if (serves && size == Size.LARGE) {
      notes.add(
          "PostgreSQL is better for this size, and needed by several control nodes: set DATABASE_DSN"
              + " to postgres://USER:PASSWORD@HOST:5432/DATABASE");
    }
    if (serves) {
      notes.add(
          "H2 outlives a killed process and not a power cut; where that matters take PostgreSQL");
    }
    if (machine.freeBytes() < LEAST_DISK) {
      notes.add("little disk is free here: name another by --media-root, --work-dir and --db");
    }
    return notes;
  }

  /** Options for the JVM, as FFRTMP_JAVA_OPTS takes them. */
  public String javaOptions() {
    return "-Xmx" + heapMebibytes + "m";
  }

  /** Each as one word of a command line. */
  public List<String> flags() {
    return settings.stream().map(Setting::flag).toList();
  }
}
