package ffrtmp.node.process;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of the packaged jar, which a test may kill the hard way. */
final class SpawnedNode implements AutoCloseable {
  private static final Pattern API = Pattern.compile("API on (https?://\\S+)");

  /** For what starts often and runs for a short time. */
  static final List<String> QUICK =
      List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Process process;
  private final Path out;

  private SpawnedNode(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  /** Starts {@code ffrtmp ARGUMENTS}; both its streams go to {@code folder/NAME.out}. */
  static SpawnedNode start(
      Path folder, String name, Map<String, String> environment, String... arguments)
      throws IOException {
    return startWith(folder, name, environment, QUICK, arguments);
  }

  /** The same with the options that the launcher gives a server. */
  static SpawnedNode startAsServer(
      Path folder, String name, Map<String, String> environment, String... arguments)
      throws IOException {
    return startWith(folder, name, environment, List.of("-XX:+UseG1GC"), arguments);
  }

  /** The same with these options of the JVM. */
  static SpawnedNode startWith(
      Path folder,
      String name,
      Map<String, String> environment,
      List<String> options,
      String... arguments)
      throws IOException {
    Path jar = Path.of(System.getProperty("ffrtmp.jar", "target/ffrtmp.jar")).toAbsolutePath();
    if (!Files.isReadable(jar)) throw new AssertionError("no packaged jar at " + jar);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=2");
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve(name + ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
    // several nodes run at a time, and 9090 may be somebody's Prometheus
    builder.environment().put("FFRTMP_METRICS_PORT", "0");
    // a test asks more in a second than a client should
    builder.environment().put("FFRTMP_RATE_LIMIT", "0");
    builder.environment().putAll(environment);
    return new SpawnedNode(builder.start(), out);
  }

  /** Waits until the API answers, and gives its address. */
  URI awaitApi(int starts) throws Exception {
    Await.until(
        "the API's address in " + out,
        Duration.ofSeconds(90),
        () -> {
          if (!process.isAlive()) throw new AssertionError("the node ended:\n" + text());
          return addresses().size() >= starts;
        });
    return URI.create(addresses().get(starts - 1));
  }

  void awaitText(String what) throws Exception {
    Await.until(
        what + " in " + out,
        Duration.ofSeconds(90),
        () -> {
          if (!process.isAlive()) throw new AssertionError("the node ended:\n" + text());
          return text().contains(what);
        });
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  String text() throws IOException {
    return Files.exists(out) ? Files.readString(out, StandardCharsets.UTF_8) : "";
  }

  /** {@code kill -9}: nothing of the process gets to say goodbye. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Sends a signal by its name: STOP, CONT, TERM. */
  void signal(String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", name, String.valueOf(pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) throw new AssertionError("no signal " + name + " to " + pid());
  }

  /** Waits for an end of its own, and gives the exit status. */
  int awaitEnd(Duration patience) throws IOException, InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + patience + ":\n" + text());
    }
    return process.exitValue();
  }

  /** SIGTERM, and the exit status. */
  int terminate(Duration patience) throws IOException, InterruptedException {
    process.destroy();
    return awaitEnd(patience);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private List<String> addresses() throws IOException {
    List<String> found = new ArrayList<>();
    Matcher matcher = API.matcher(text());
    while (matcher.find()) found.add(matcher.group(1));
    return found;
  }
}
