package ffrtmp.http;

import static akka.http.javadsl.model.HttpMethods.DELETE;
import static akka.http.javadsl.model.HttpMethods.GET;
import static akka.http.javadsl.model.HttpMethods.PATCH;
import static akka.http.javadsl.model.HttpMethods.POST;

import akka.actor.typed.ActorSystem;
import java.util.List;

/** The table of routes: every address that the edge serves, literal segments before names. */
final class Routes {
  private Routes() {}

  static List<Route> all(
      ActorSystem<?> system, HttpSettings settings, Ports ports, Failures failures) {
    JobIds ids = new JobIds(ports.jobs());
    Bodies bodies = new Bodies(system, settings);
    SubmitRoutes submit = new SubmitRoutes(ports, settings, bodies);
    BatchRoute batch = new BatchRoute(system, submit, ports.ids(), settings.batch(), failures);
    JobRoutes jobs = new JobRoutes(ports, ids, bodies);
    JobCommands commands = new JobCommands(ports.jobs(), ids);
    LiveStreams live = new LiveStreams(settings.events());
    EventRoutes events = new EventRoutes(ports.jobs(), ids, live);
    DownloadEvents speeds = new DownloadEvents(ports.sessions(), live);
    StreamRoutes streams = new StreamRoutes(ports.sessions());
    SourceRoutes sources = new SourceRoutes(ports.sessions(), ports.clock());
    BandwidthRoutes bandwidth = new BandwidthRoutes(ports);
    NodeRoutes nodes = new NodeRoutes(ports.nodes(), bodies);
    HealthRoutes health = new HealthRoutes(ports.health(), settings.healthTimeout());
    return List.of(
        Route.withBody(POST, "/jobs", submit::submit),
        Route.withBody(POST, "/jobs/submit", submit::submit),
        Route.withBody(POST, "/jobs/batch", batch::submit),
        Route.of(GET, "/jobs", jobs::list),
        Route.of(GET, "/jobs/{id}", jobs::get),
        Route.withBody(PATCH, "/jobs/{id}", jobs::rerank),
        Route.of(POST, "/jobs/{id}/pause", commands::pause),
        Route.of(POST, "/jobs/{id}/resume", commands::resume),
        Route.of(POST, "/jobs/{id}/cancel", commands::cancel),
        Route.of(POST, "/jobs/{id}/retry", commands::retry),
        Route.of(GET, "/jobs/{id}/logs", jobs::logs),
        Route.of(GET, "/jobs/{id}/history", jobs::history),
        Route.of(GET, "/jobs/{id}/explain", jobs::explain),
        Route.of(GET, "/jobs/{id}/events", events::ofOne),
        Route.of(GET, "/events", events::ofAll),
        Route.of(GET, "/nodes", nodes::list),
        Route.of(GET, "/nodes/{id}", nodes::get),
        Route.of(DELETE, "/nodes/{id}", nodes::remove),
        Route.withBody(POST, "/nodes/{id}/drain", nodes::drain),
        Route.of(POST, "/nodes/{id}/resume", nodes::resume),
        Route.of(GET, "/api/stats/bandwidth", bandwidth::now),
        Route.of(GET, "/api/stats/bandwidth/history", bandwidth::history),
        Route.of(GET, "/api/downloads", streams::downloads),
        Route.of(GET, "/api/downloads/events", speeds::follow),
        Route.of(GET, "/api/downloads/{id}/speed", streams::speed),
        Route.of(GET, "/api/sessions", streams::sessions),
        Route.of(GET, "/api/sources", sources::list),
        Route.of(POST, "/api/sources/{id}/reprocess", sources::reprocess),
        Route.of(DELETE, "/api/sources/{id}/sessions", sources::deleteSessions),
        Route.open(GET, "/health", health::health),
        Route.of(GET, "/ready", health::ready));
  }
}
