package ffrtmp.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The star, and what is pure stays pure. */
@AnalyzeClasses(packages = "ffrtmp", importOptions = ImportOption.DoNotIncludeTests.class)
final class LayeringTest {
  @ArchTest
  static final ArchRule theOuterRoomsDoNotSeeEachOther =
      noClasses()
          .that()
          .resideInAPackage("ffrtmp.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ffrtmp.persistence..", "ffrtmp.node..");

  @ArchTest
  static final ArchRule persistenceDoesNotSeeTheEdgeOrTheNode =
      noClasses()
          .that()
          .resideInAPackage("ffrtmp.persistence..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ffrtmp.http..", "ffrtmp.node..", "akka.http..");

  @ArchTest
  static final ArchRule streamsSeesNobodyButTheWords =
      noClasses()
          .that()
          .resideInAPackage("ffrtmp.streams..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ffrtmp.http..", "ffrtmp.node..", "ffrtmp.persistence..");

  @ArchTest
  static final ArchRule theCorrelatorAndTheParsersArePure =
      classes()
          .that()
          .resideInAnyPackage("..streams.correlate..", "..streams.line..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..",
              "java.util..",
              "java.nio",
              "java.nio.charset..",
              "java.time..",
              "org.jspecify..",
              "com.typesafe.config..",
              "ffrtmp.protocol..",
              "..streams.correlate..",
              "..streams.line..");

  @ArchTest
  static final ArchRule protocolSeesNobody =
      noClasses()
          .that()
          .resideInAPackage("ffrtmp.protocol..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ffrtmp.http..", "ffrtmp.node..", "ffrtmp.persistence..");

  @ArchTest
  static final ArchRule theSchedulersCoreIsPure =
      classes()
          .that()
          .resideInAPackage("..scheduler.core..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "org.jspecify..", "ffrtmp.protocol..", "..scheduler.core..");

  @ArchTest
  static final ArchRule onlyTheWiringKnowsTheStore =
      noClasses()
          .that()
          .resideInAnyPackage(
              "ffrtmp.node.scheduler..",
              "ffrtmp.node.lease..",
              "ffrtmp.node.worker..",
              "ffrtmp.node.command..",
              "ffrtmp.node.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ffrtmp.persistence..");

  @ArchTest
  static final ArchRule theWorkerAndTheSchedulerDoNotMeet =
      noClasses()
          .that()
          .resideInAPackage("ffrtmp.node.worker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ffrtmp.node.scheduler..", "ffrtmp.node.wiring..", "ffrtmp.http..");

  @ArchTest
  static final ArchRule timeComesInThroughTheConstructor =
      noClasses()
          .that()
          .resideOutsideOfPackages("ffrtmp.node.wiring..", "ffrtmp.node.command..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule opsSeesNobodyButTheWords =
      noClasses()
          .that()
          .resideInAPackage("ffrtmp.ops..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "ffrtmp.http..", "ffrtmp.node..", "ffrtmp.persistence..", "ffrtmp.streams..");

  /**
   * The scheduler's core and the correlator have lists of what they may see, which hold this too.
   */
  @ArchTest
  static final ArchRule whatIsPureCountsNothing =
      noClasses()
          .that()
          .resideInAPackage("ffrtmp.protocol..")
          .or()
          .haveNameMatching("ffrtmp\\.persistence\\..*(State|Steps|Transitions|Decisions)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("kamon..");
}
