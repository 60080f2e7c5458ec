package ffrtmp.node.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The main job from a client's side: submits jobs of every queue, shows them as they run, and
 * checks each output by decoding it. True only if every job completed, in the order that the queues
 * promise, and every output is whole.
 */
public final class Demo {
  private static final int INPUT_SECONDS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Api api;
  private final MediaCheck media;
  private final Path mediaRoot;
  private final PrintStream out;
  private final Bars bars;

  public Demo(URI server, Path ffmpeg, Path mediaRoot, PrintStream out, boolean terminal) {
    this.api = new Api(server);
    this.media = new MediaCheck(ffmpeg);
    this.mediaRoot = mediaRoot;
    this.out = out;
    this.bars = new Bars(out, terminal);
  }

  /** Runs it all; the answer is whether all of it was true. */
  public boolean run() throws IOException, InterruptedException {
    Path input = Files.createDirectories(mediaRoot).resolve("input.mp4");
    media.makeInput(input, INPUT_SECONDS);
    out.println("made " + input.getFileName() + ": 640x360, " + INPUT_SECONDS + " s, with sound");
    List<DemoJob> jobs = submitAll(input);
    out.println("submitted " + jobs.size() + " jobs, batch first:");
    jobs = follow(jobs);
    return report(jobs);
  }

  private static List<DemoJob> plan() {
    return List.of(
        job("batch", "low", "360p30-h264", "h264"),
        job("batch", "high", "360p30-hevc", "hevc"),
        job("batch", "medium", "240p30-h264", "h264"),
        job("default", "low", "360p30-h264", "h264"),
        job("default", "high", "480p30-h264", "h264"),
        job("live", "medium", "240p30-h264", "h264"),
        job("live", "high", "360p30-h264", "h264"));
  }

  private static DemoJob job(String queue, String priority, String scenario, String codec) {
    return new DemoJob(queue, priority, scenario, codec, queue + "-" + priority + ".mp4", null);
  }

  private List<DemoJob> submitAll(Path input) throws IOException, InterruptedException {
    List<DemoJob> jobs = new ArrayList<>();
    for (DemoJob job : plan())
      jobs.add(job.seen(api.submit(job.request(input.getFileName().toString()))));
    return jobs;
  }

  private List<DemoJob> follow(List<DemoJob> jobs) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<DemoJob> now = jobs;
    bars.show(now);
    while (!now.stream().allMatch(DemoJob::ended)) {
      if (System.nanoTime() > deadline)
        throw new IOException("the jobs did not end within " + PATIENCE);
      Thread.sleep(250);
      List<DemoJob> next = new ArrayList<>();
      for (DemoJob job : now) next.add(job.ended() ? job : job.seen(api.job(job.id())));
      now = next;
      bars.show(now);
    }
    return now;
  }

  private boolean report(List<DemoJob> jobs) throws IOException, InterruptedException {
    boolean good = true;
    for (DemoJob job : jobs) good &= outputIsWhole(job);
    if (good)
      out.println(
          "checked: all "
              + jobs.size()
              + " outputs decode from end to end, with the codec and length asked for");
    boolean ordered = orderWasKept(jobs);
    return good && ordered;
  }

  private boolean outputIsWhole(DemoJob job) throws IOException, InterruptedException {
    if (!job.status().equals("completed")) {
      out.println(
          "WRONG: job "
              + job.id()
              + " is "
              + job.status()
              + ": "
              + job.text("error", "no error given"));
      return false;
    }
    Path output = mediaRoot.resolve(job.output());
    Optional<String> wrong = media.wrong(output, job.codec(), INPUT_SECONDS);
    wrong.ifPresent(what -> out.println("WRONG: " + output + " " + what));
    return wrong.isEmpty();
  }

  /**
   * Of the jobs that still waited when the last one was submitted, the better ranked went first.
   */
  private boolean orderWasKept(List<DemoJob> jobs) {
    Instant allWereIn = jobs.get(jobs.size() - 1).createdAt();
    List<DemoJob> waited =
        jobs.stream()
            .filter(job -> job.assignedAt().isAfter(allWereIn))
            .sorted(Comparator.comparing(DemoJob::assignedAt))
            .toList();
    List<DemoJob> ranked = waited.stream().sorted(Comparator.comparingInt(Demo::rank)).toList();
    boolean kept = waited.equals(ranked);
    String order =
        String.join(", ", waited.stream().map(job -> job.queue() + "/" + job.priority()).toList());
    out.println(
        (kept ? "order: live > default > batch, high > medium > low: " : "WRONG order: ") + order);
    return kept;
  }

  private static int rank(DemoJob job) {
    return List.of("live", "default", "batch").indexOf(job.queue().toLowerCase(Locale.ROOT)) * 3
        + List.of("high", "medium", "low").indexOf(job.priority().toLowerCase(Locale.ROOT));
  }
}
