package ffrtmp.http.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** A library of a browser, packaged as a jar: its files lie below its version. */
final class WebJar {
  private WebJar() {}

  /** The version of the WebJar {@code name} that is on the class path. */
  static String version(String name) {
    String resource = "/META-INF/maven/org.webjars/" + name + "/pom.properties";
    try (InputStream in = WebJar.class.getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException("no WebJar " + name);
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
