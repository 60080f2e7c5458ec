package ffrtmp.node.wiring;

import com.sun.management.OperatingSystemMXBean;
import ffrtmp.protocol.node.Vitals;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** The machine's load, as the JVM sees it. */
final class MachineVitals implements Supplier<Vitals> {
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @Override
  public Vitals get() {
    double load = system.getCpuLoad();
    return new Vitals(load < 0 ? null : load * 100, system.getFreeMemorySize());
  }
}
