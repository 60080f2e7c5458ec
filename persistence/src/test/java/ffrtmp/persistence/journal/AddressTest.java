package ffrtmp.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @Test
  void bothFormsOfAPostgresqlAddressLoseTheirCredentials() {
    var url = Address.postgresql("postgres://ada:s%40cr%2Bet+1@db.example:5433/jobs?ssl=true");
    assertThat(url.url()).isEqualTo("jdbc:postgresql://db.example:5433/jobs?ssl=true");
    assertThat(url.user()).isEqualTo("ada");
    assertThat(url.password()).isEqualTo("s@cr+et+1");
    var jdbc =
        Address.postgresql(
            "jdbc:postgresql://db.example/jobs?user=ada&password=secret&sslmode=require");
    assertThat(jdbc.url()).isEqualTo("jdbc:postgresql://db.example/jobs?sslmode=require");
    assertThat(jdbc.user()).isEqualTo("ada");
    assertThat(jdbc.password()).isEqualTo("secret");
    assertThat(jdbc.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jobs",
        "mysql://ada:secret@db.example/jobs",
        "postgres://ada:secret@db.example",
        "postgres://ada:secret@/jobs",
        "postgres://ada:sec ret@db.example/jobs",
        "jdbc:h2:file:secret"
      })
  void aWrongAddressIsRefusedWithoutRepeatingThePassword(String dsn) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Address.postgresql(dsn))
        .withMessageContaining("postgres://USER:PASSWORD@HOST:5432/DATABASE")
        .withMessageNotContaining("sec");
  }

  @Test
  void aPortThatIsNoneIsRefusedWithoutThePassword() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Address.postgresql("postgres://ada:secret@db.example:65536/jobs"))
        .withMessageContaining("a port above 65535")
        .withMessageNotContaining("secret");
  }

  @Test
  void anH2FileIsAbsoluteAndDurable() {
    var url = Address.h2(Path.of("data/x")).url();
    assertThat(url).startsWith("jdbc:h2:file:/").contains("/data/x;WRITE_DELAY=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Address.h2(Path.of("data/x;INIT=DROP ALL OBJECTS")));
  }
}
