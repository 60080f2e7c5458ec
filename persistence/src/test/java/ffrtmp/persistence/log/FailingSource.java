package ffrtmp.persistence.log;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Random;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database whose connections break now and then: before a statement, or around a commit. */
final class FailingSource implements DataSource {
  private static final Set<String> WHERE = Set.of("prepareStatement", "commit");

  private final DataSource source;
  private final Random random;
  private final int oneIn;

  FailingSource(DataSource source, Random random, int oneIn) {
    this.source = source;
    this.random = random;
    this.oneIn = oneIn;
  }

  @Override
  public Connection getConnection() throws SQLException {
    var connection = source.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              boolean fails = WHERE.contains(method.getName()) && random.nextInt(oneIn) == 0;
              if (fails && random.nextBoolean()) throw new SQLException("broken before");
              try {
                var result = method.invoke(connection, arguments);
                if (fails) throw new SQLException("broken after");
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return source.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return source.isWrapperFor(type);
  }
}
