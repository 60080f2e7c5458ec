package ffrtmp.http;

import static akka.http.javadsl.model.HttpMethods.DELETE;
import static akka.http.javadsl.model.HttpMethods.GET;
import static akka.http.javadsl.model.HttpMethods.PATCH;
import static akka.http.javadsl.model.HttpMethods.POST;

import akka.actor.typed.ActorSystem;
import ffrtmp.http.access.Access;
import ffrtmp.http.access.Role;
import java.util.List;

/** The table of routes: every address that the edge serves, literal segments before names. */
final class Routes {
  private static final Access VIEW = Access.of(Role.VIEWER);
  private static final Access VIEW_OWN = VIEW.forTenants();
  private static final Access SUBMIT = Access.of(Role.SUBMITTER).forTenants();
  private static final Access OPERATE = Access.of(Role.OPERATOR);
  private static final Access ADMIN = Access.of(Role.ADMIN);

  private static final Access WORK = Access.of(Role.WORKER);

  /** A worker's own look at its job tells it whether to stop. */
  private static final Access VIEW_OR_WORK = Access.of(Role.VIEWER, Role.WORKER).forTenants();

  private Routes() {}

  static List<Route> all(
      ActorSystem<?> system,
      HttpSettings settings,
      Ports ports,
      LiveStreams live,
      Failures failures) {
    JobIds ids = new JobIds(ports.jobs());
    Bodies bodies = new Bodies(system, settings);
    QueueRoom room = new QueueRoom(ports.jobs(), ports.keys()::quota, ports.clock());
    SubmitRoutes submit = new SubmitRoutes(ports.jobs(), room, settings, bodies);
    BatchRoute batch = new BatchRoute(system, submit, settings.batch(), failures);
    JobRoutes jobs = new JobRoutes(ports, ids, bodies);
    LogRoutes logs = new LogRoutes(system, ports.jobs(), ids, settings.events(), live);
    JobCommands commands = new JobCommands(ports.jobs(), ids);
    EventRoutes events = new EventRoutes(ports.jobs(), ids, live);
    DownloadEvents speeds = new DownloadEvents(ports.sessions(), live);
    StreamRoutes streams = new StreamRoutes(ports.sessions());
    SourceRoutes sources = new SourceRoutes(ports.sessions(), ports.clock());
    BandwidthRoutes bandwidth = new BandwidthRoutes(ports);
    NodeRoutes nodes = new NodeRoutes(ports.nodes(), bodies);
    WorkerRoutes workers = new WorkerRoutes(ports.workers(), ports.nodes(), bodies);
    ReportRoutes reports = new ReportRoutes(ports.workers(), ids, bodies);
    ClusterRoutes cluster = new ClusterRoutes(ports.members());
    DocsRoutes docs = new DocsRoutes();
    HealthRoutes health = new HealthRoutes(ports.health(), settings.healthTimeout());
    return List.of(
        Route.withBody(POST, "/jobs", SUBMIT, submit::submit),
        Route.withBody(POST, "/jobs/submit", SUBMIT, submit::submit),
        Route.withBody(POST, "/jobs/batch", SUBMIT, batch::submit),
        Route.of(GET, "/jobs", VIEW_OWN, jobs::list)
            .taking(
                "status", "queue", "priority", "node_id", "scenario", "since", "limit", "cursor"),
        Route.of(GET, "/jobs/next", WORK, workers::next).taking("node_id", "incarnation", "wait"),
        Route.of(GET, "/jobs/{id}", VIEW_OR_WORK, jobs::get),
        Route.withBody(PATCH, "/jobs/{id}", SUBMIT, jobs::rerank),
        Route.of(POST, "/jobs/{id}/pause", SUBMIT, commands::pause).taking("mode"),
        Route.of(POST, "/jobs/{id}/resume", SUBMIT, commands::resume),
        Route.of(POST, "/jobs/{id}/cancel", SUBMIT, commands::cancel).taking("reason"),
        Route.of(POST, "/jobs/{id}/retry", SUBMIT, commands::retry),
        Route.withBody(POST, "/jobs/{id}/progress", WORK, reports::progress),
        Route.withBody(POST, "/results", WORK, reports::result),
        Route.of(GET, "/jobs/{id}/logs", VIEW_OWN, logs::logs).taking("tail", "follow"),
        Route.of(GET, "/jobs/{id}/history", VIEW_OWN, jobs::history),
        Route.of(GET, "/jobs/{id}/explain", VIEW_OWN, jobs::explain),
        Route.of(GET, "/jobs/{id}/events", VIEW_OWN, events::ofOne),
        Route.of(GET, "/events", VIEW_OWN, events::ofAll),
        Route.of(GET, "/nodes", VIEW_OWN, nodes::list),
        Route.withBody(POST, "/nodes/register", WORK, workers::register),
        Route.withBody(POST, "/nodes/{id}/heartbeat", WORK, workers::heartbeat),
        Route.withBody(POST, "/nodes/{id}/deregister", WORK, workers::leave),
        Route.of(GET, "/nodes/{id}", VIEW_OWN, nodes::get),
        Route.of(DELETE, "/nodes/{id}", OPERATE, nodes::remove),
        Route.withBody(POST, "/nodes/{id}/drain", OPERATE, nodes::drain),
        Route.of(POST, "/nodes/{id}/resume", OPERATE, nodes::resume),
        Route.of(GET, "/api/stats/bandwidth", VIEW, bandwidth::now),
        Route.of(GET, "/api/stats/bandwidth/history", VIEW, bandwidth::history).taking("minutes"),
        Route.of(GET, "/api/downloads", VIEW, streams::downloads)
            .taking("client", "service", "since", "active", "limit", "cursor"),
        Route.of(GET, "/api/downloads/events", VIEW, speeds::follow),
        Route.of(GET, "/api/downloads/{id}/speed", VIEW, streams::speed),
        Route.of(GET, "/api/sessions", VIEW, streams::sessions)
            .taking("client", "host", "class", "since", "limit", "cursor"),
        Route.of(GET, "/api/sources", VIEW, sources::list),
        Route.of(POST, "/api/sources/{id}/reprocess", OPERATE, sources::reprocess),
        Route.of(DELETE, "/api/sources/{id}/sessions", OPERATE, sources::deleteSessions),
        Route.of(GET, HealthRoutes.HEALTH, Access.OPEN, health::health),
        Route.of(GET, "/ready", VIEW_OWN, health::ready),
        Route.of(GET, "/cluster/members", ADMIN, cluster::members),
        Route.of(GET, "/", Access.OPEN, docs::welcome),
        Route.of(GET, "/docs", Access.OPEN, docs::docs),
        Route.of(GET, "/docs/{file}", Access.OPEN, docs::file),
        Route.of(GET, "/openapi.json", Access.OPEN, docs::openapi));
  }
}
