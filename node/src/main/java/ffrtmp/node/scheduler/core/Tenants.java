package ffrtmp.node.scheduler.core;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tenants with a limit on running jobs; all others are not told apart. */
final class Tenants {

  private final Shapes shapes;
  private final Map<String, TenantBook> books = new HashMap<>();
  private final Set<TenantBook> reopened = new LinkedHashSet<>();

  Tenants(Shapes shapes) {
    this.shapes = shapes;
  }

  @Nullable TenantBook find(@Nullable String name) {
    return name == null ? null : books.get(name);
  }

  Set<String> names() {
    return Set.copyOf(books.keySet());
  }

  void add(TenantBook tenant) {
    books.put(tenant.name(), tenant);
  }

  void remove(TenantBook tenant) {
    books.remove(tenant.name());
    reopened.remove(tenant);
  }

  void limit(TenantBook tenant, int most) {
    boolean was = tenant.isOpen();
    tenant.limit(most);
    turn(tenant, was);
  }

  void took(TenantBook tenant) {
    boolean was = tenant.isOpen();
    tenant.took();
    turn(tenant, was);
  }

  void gave(TenantBook tenant) {
    boolean was = tenant.isOpen();
    tenant.gave();
    turn(tenant, was);
  }

  /** Those that came below their limit since this was asked last. */
  List<TenantBook> takeReopened() {
    List<TenantBook> taken = List.copyOf(reopened);
    reopened.clear();
    return taken;
  }

  private void turn(TenantBook tenant, boolean was) {
    if (was == tenant.isOpen()) return;
    if (was) {
      shapes.close(tenant);
    } else {
      shapes.open(tenant);
      reopened.add(tenant);
    }
  }
}
