package ffrtmp.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ffrtmp.persistence.Databases;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreTest {
  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void theSchemaIsCreatedOnceHoweverOftenAndByHoweverMany(Store.Kind kind) {
    var store = Databases.fresh(kind);
    var executor = Executors.newFixedThreadPool(4);
    try {
      var all = new ArrayList<CompletableFuture<Void>>();
      for (int i = 0; i < 4; i++) {
        all.add(CompletableFuture.runAsync(() -> create(store), executor));
      }
      all.forEach(CompletableFuture::join);
    } finally {
      executor.shutdown();
      store.close();
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsAnErrorAndShowsNoPassword() {
    try (var store = Store.postgresql("postgres://ada:secret@localhost:1/jobs")) {
      assertThatThrownBy(store::createSchema)
          .isInstanceOf(SQLException.class)
          .message()
          .doesNotContain("secret");
      assertThat(store.toString()).doesNotContain("secret");
    }
  }

  private static void create(Store store) {
    try {
      store.createSchema();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
