package ffrtmp.streams.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import ffrtmp.protocol.port.NetworkMeter.Rate;
import ffrtmp.protocol.port.NetworkMinute;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NetworkSamplerTest {
  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(T0, ZoneOffset.UTC);
  private static final Duration OFTEN = Duration.ofMillis(100);

  @TempDir Path root;
  private final FakeHistory history = new FakeHistory();
  private ActorSystem<Void> system;

  @BeforeEach
  void start() {
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "network",
            ConfigFactory.parseString("akka.loglevel = WARNING\nakka.jvm-exit-on-fatal-error = off")
                .withFallback(ConfigFactory.load()));
  }

  @AfterEach
  void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  private NetworkSampler sampler(String name, Path of) {
    return NetworkSampler.start(
        system, NetworkSettings.of(name, OFTEN), "edge1", history, CLOCK, of);
  }

  @Test
  void whatGoesThroughALoopbackSocketIsSeen() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/net/dev")), "the counters are Linux's");
    NetworkSampler sampler =
        NetworkSampler.start(system, NetworkSettings.of("lo", OFTEN), "edge1", history, CLOCK);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket out = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket in = server.accept()) {
      byte[] block = new byte[32 << 10];
      Rate rate =
          await(
              () -> {
                pass(block, out, in);
                return sampler.now().filter(known -> known.receive() > 1 << 20);
              });
      assertThat(rate.node()).isEqualTo("edge1");
      assertThat(rate.networkInterface()).isEqualTo("lo");
      // what goes out of a loopback comes in
      assertThat(rate.transmit()).isGreaterThan(1 << 20);
    }
  }

  private static void pass(byte[] block, Socket out, Socket in) {
    try {
      out.getOutputStream().write(block);
      in.getInputStream().readNBytes(block.length);
    } catch (IOException e) {
      throw new AssertionError("the socket broke", e);
    }
  }

  @Test
  void theMinuteBegunIsKeptAtTheEnd() {
    FakeKernel kernel = new FakeKernel(root);
    kernel.device("eth0", "up", 0, 0);
    NetworkSampler sampler = sampler("auto", root);
    await(sampler::now);
    kernel.device("eth0", "up", 1_000_000, 5_000_000);
    await(() -> sampler.now().filter(rate -> rate.transmit() > 0));
    assertThat(history.minutes).isEmpty();
    sampler.stop().toCompletableFuture().join();
    assertThat(history.minutes).hasSize(1);
    NetworkMinute minute = history.minutes.get(0);
    assertThat(minute.node()).isEqualTo("edge1");
    assertThat(minute.networkInterface()).isEqualTo("eth0");
    assertThat(minute.start()).isEqualTo(T0);
    assertThat(minute.samples()).isPositive();
    assertThat(minute.transmit().max()).isGreaterThan(minute.receive().max());
    awaitNoRate(sampler);
  }

  @Test
  void anInterfaceThatVanishesIsMeasuredAgainWhenItIsBack() {
    FakeKernel kernel = new FakeKernel(root);
    kernel.device("eth0", "up", 0, 0);
    NetworkSampler sampler = sampler("auto", root);
    await(sampler::now);
    kernel.removeSys("eth0");
    awaitNoRate(sampler);
    kernel.device("eth0", "up", 9, 9);
    assertThat(await(sampler::now).networkInterface()).isEqualTo("eth0");
  }

  @Test
  void whereThereIsNoInterfaceThereIsNoRateAndNothingToKeep() {
    NetworkSampler sampler = sampler("auto", root);
    sampler.stop().toCompletableFuture().join();
    assertThat(sampler.now()).isEmpty();
    assertThat(history.offered).hasValue(0);
    assertThat(sampler.failedWrites()).isZero();
    assertThat(sampler.lostMinutes()).isZero();
  }

  private static void awaitNoRate(NetworkSampler sampler) {
    await(() -> sampler.now().isEmpty() ? Optional.of("none") : Optional.empty());
  }

  private static <T> T await(Supplier<Optional<T>> what) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    Optional<T> found = what.get();
    while (found.isEmpty()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
      found = what.get();
    }
    return found.get();
  }
}
