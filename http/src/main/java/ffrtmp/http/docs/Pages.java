package ffrtmp.http.docs;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that may be asked for, by name: a table and not a folder, so that no name leads
 * anywhere else. Each is read from the class path when it is first wanted, and kept.
 */
public final class Pages {
  private static final String OWN = "/ffrtmp/http/docs/";
  private static final String HTML = "text/html; charset=UTF-8";
  private static final String SCRIPT = "text/javascript; charset=UTF-8";

  /** The pictures of Swagger UI lie in its style sheet. */
  private static final String SWAGGER_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
          + " data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"
          + " 'none'";

  private static final String PLAIN_POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final Place WELCOME = Place.page(OWN + "welcome.html", PLAIN_POLICY);
  private static final Place DOCS = Place.page(OWN + "docs.html", SWAGGER_POLICY);
  private static final Place OPENAPI =
      new Place("/ffrtmp/http/openapi.json", "application/json", "no-cache", PLAIN_POLICY);

  private final Map<String, Place> files;
  private final Map<Place, Page> read = new ConcurrentHashMap<>();

  public Pages() {
    String webJar = "/META-INF/resources/webjars/swagger-ui/" + WebJar.version("swagger-ui") + "/";
    files =
        Map.of(
            "docs.css", Place.file(OWN + "docs.css", "text/css; charset=UTF-8"),
            "docs.js", Place.file(OWN + "docs.js", SCRIPT),
            "swagger-ui.css", Place.file(webJar + "swagger-ui.css", "text/css; charset=UTF-8"),
            "swagger-ui-bundle.js", Place.file(webJar + "swagger-ui-bundle.js", SCRIPT),
            "favicon.png", Place.file(webJar + "favicon-32x32.png", "image/png"));
  }

  public Page welcome() {
    return page(WELCOME);
  }

  public Page docs() {
    return page(DOCS);
  }

  public Page openapi() {
    return page(OPENAPI);
  }

  /** A file that the page of the docs needs; empty: it needs none of that name. */
  public Optional<Page> file(String name) {
    return Optional.ofNullable(files.get(name)).map(this::page);
  }

  private Page page(Place place) {
    return read.computeIfAbsent(place, Page::read);
  }

  /** Where a page lies, and how it is served. */
  record Place(String resource, String type, String caching, String policy) {
    static Place page(String resource, String policy) {
      return new Place(resource, HTML, "no-cache", policy);
    }

    /** Kept by browsers for a while: its address stays the same when the program changes. */
    static Place file(String resource, String type) {
      return new Place(resource, type, "public, max-age=3600", PLAIN_POLICY);
    }
  }
}
