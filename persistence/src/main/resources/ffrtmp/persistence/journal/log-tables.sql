-- What was learnt from the logs. Unlike the tables of jobs and nodes these are not built anew: the
-- events behind them are deleted once they are here. A change of their form is an ALTER below.

-- One row a source: how many of its events are here, and what its reader tells. Its space is what
-- the ids of its sessions and downloads begin with.
CREATE TABLE IF NOT EXISTS log_source (
  space INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(64) NOT NULL,
  applied BIGINT NOT NULL,
  reader VARCHAR(255),
  epoch BIGINT NOT NULL,
  newest BIGINT NOT NULL,
  report TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS log_file (
  space INTEGER NOT NULL,
  series VARCHAR(255) NOT NULL,
  first_line BIGINT NOT NULL,
  position TEXT NOT NULL,
  PRIMARY KEY (space, series, first_line)
);

CREATE TABLE IF NOT EXISTS log_session (
  id BIGINT NOT NULL PRIMARY KEY,
  client VARCHAR(64) NOT NULL,
  protocol VARCHAR(16) NOT NULL,
  status INTEGER NOT NULL,
  started BIGINT NOT NULL,
  ended BIGINT NOT NULL,
  sent BIGINT NOT NULL,
  received BIGINT NOT NULL,
  host VARCHAR(305) NOT NULL,
  service VARCHAR(64) NOT NULL,
  kind VARCHAR(16) NOT NULL,
  download BIGINT,
  method VARCHAR(16),
  confidence DOUBLE PRECISION NOT NULL
);

CREATE INDEX IF NOT EXISTS log_session_ended ON log_session (ended DESC, id DESC);
CREATE INDEX IF NOT EXISTS log_session_client ON log_session (client, ended DESC, id DESC);
CREATE INDEX IF NOT EXISTS log_session_host ON log_session (host, ended DESC, id DESC);
CREATE INDEX IF NOT EXISTS log_session_kind ON log_session (kind, ended DESC, id DESC);
CREATE INDEX IF NOT EXISTS log_session_download ON log_session (download, ended DESC, id DESC);

CREATE TABLE IF NOT EXISTS log_download (
  id BIGINT NOT NULL PRIMARY KEY,
  client VARCHAR(64) NOT NULL,
  service VARCHAR(64) NOT NULL,
  name VARCHAR(1000) NOT NULL,
  first_second BIGINT NOT NULL,
  last_second BIGINT NOT NULL,
  active BOOLEAN NOT NULL,
  bytes BIGINT NOT NULL,
  hit_bytes BIGINT NOT NULL,
  miss_bytes BIGINT NOT NULL,
  requests BIGINT NOT NULL,
  active_seconds BIGINT NOT NULL,
  hit_seconds BIGINT NOT NULL,
  miss_seconds BIGINT NOT NULL,
  peak_bytes BIGINT NOT NULL,
  timed_bytes BIGINT NOT NULL,
  timed_millis BIGINT NOT NULL,
  change_seq BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS log_download_first ON log_download (first_second DESC, id DESC);
CREATE INDEX IF NOT EXISTS log_download_client ON log_download (client, first_second DESC, id DESC);
CREATE INDEX IF NOT EXISTS log_download_service ON log_download (service, first_second DESC, id DESC);
CREATE INDEX IF NOT EXISTS log_download_active ON log_download (active, first_second DESC, id DESC);
CREATE INDEX IF NOT EXISTS log_download_last ON log_download (last_second);
CREATE INDEX IF NOT EXISTS log_download_change ON log_download (change_seq);

-- The last number given to a change of a download; one row.
CREATE TABLE IF NOT EXISTS log_change (
  id INTEGER NOT NULL PRIMARY KEY,
  change_seq BIGINT NOT NULL
);

-- The grain is the span's length in seconds.
CREATE TABLE IF NOT EXISTS log_traffic (
  grain INTEGER NOT NULL,
  start_second BIGINT NOT NULL,
  space INTEGER NOT NULL,
  bytes BIGINT NOT NULL,
  hit_bytes BIGINT NOT NULL,
  miss_bytes BIGINT NOT NULL,
  requests BIGINT NOT NULL,
  active_seconds BIGINT NOT NULL,
  peak_bytes BIGINT NOT NULL,
  session_bytes BIGINT NOT NULL,
  session_millis BIGINT NOT NULL,
  received_bytes BIGINT NOT NULL,
  received_millis BIGINT NOT NULL,
  PRIMARY KEY (grain, start_second, space)
);

CREATE TABLE IF NOT EXISTS network_minute (
  node VARCHAR(255) NOT NULL,
  nic VARCHAR(255) NOT NULL,
  start_second BIGINT NOT NULL,
  samples INTEGER NOT NULL,
  receive_min DOUBLE PRECISION NOT NULL,
  receive_mean DOUBLE PRECISION NOT NULL,
  receive_max DOUBLE PRECISION NOT NULL,
  transmit_min DOUBLE PRECISION NOT NULL,
  transmit_mean DOUBLE PRECISION NOT NULL,
  transmit_max DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (node, nic, start_second)
);

CREATE TABLE IF NOT EXISTS network_peak (
  node VARCHAR(255) NOT NULL,
  nic VARCHAR(255) NOT NULL,
  grain INTEGER NOT NULL,
  start_second BIGINT NOT NULL,
  receive DOUBLE PRECISION NOT NULL,
  transmit DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (node, nic, grain, start_second)
);
