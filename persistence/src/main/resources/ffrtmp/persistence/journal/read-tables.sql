-- What the projection writes: derived from the journal, and made anew from it when the version in
-- projection_position is not the code's.
CREATE TABLE IF NOT EXISTS jobs (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  sequence_number BIGINT NOT NULL,
  status VARCHAR(16) NOT NULL,
  phase VARCHAR(16) NOT NULL,
  queue VARCHAR(16) NOT NULL,
  priority VARCHAR(16) NOT NULL,
  node_id VARCHAR(36),
  scenario VARCHAR(1000),
  tenant_id VARCHAR(1000),
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  change_seq BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  chain_head VARCHAR(64),
  state TEXT NOT NULL
);

-- For tables of versions 1 and 2; the projection fills them in when it makes them anew.
ALTER TABLE jobs ADD COLUMN IF NOT EXISTS tenant_id VARCHAR(1000);
ALTER TABLE jobs ADD COLUMN IF NOT EXISTS ended_at BIGINT;
ALTER TABLE jobs ADD COLUMN IF NOT EXISTS chain_head VARCHAR(64);

CREATE UNIQUE INDEX IF NOT EXISTS jobs_sequence ON jobs (sequence_number);
CREATE UNIQUE INDEX IF NOT EXISTS jobs_change ON jobs (change_seq);
CREATE INDEX IF NOT EXISTS jobs_status ON jobs (status, sequence_number);
CREATE INDEX IF NOT EXISTS jobs_scenario ON jobs (scenario, sequence_number);
CREATE INDEX IF NOT EXISTS jobs_phase ON jobs (phase, sequence_number);
CREATE INDEX IF NOT EXISTS jobs_tenant ON jobs (tenant_id, sequence_number);
CREATE INDEX IF NOT EXISTS jobs_tenant_phase ON jobs (tenant_id, phase);
CREATE INDEX IF NOT EXISTS jobs_node ON jobs (node_id, phase);

-- How many jobs there are of each kind; a row for each kind is always there.
CREATE TABLE IF NOT EXISTS job_counts (
  status VARCHAR(16) NOT NULL,
  queue VARCHAR(16) NOT NULL,
  priority VARCHAR(16) NOT NULL,
  jobs BIGINT NOT NULL,
  PRIMARY KEY (status, queue, priority)
);

CREATE TABLE IF NOT EXISTS nodes (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  change_seq BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  chain_head VARCHAR(64),
  state TEXT NOT NULL
);

-- For tables of version 2, likewise.
ALTER TABLE nodes ADD COLUMN IF NOT EXISTS chain_head VARCHAR(64);

CREATE UNIQUE INDEX IF NOT EXISTS nodes_change ON nodes (change_seq);

-- One row: up to where the journal is folded, the last number given to a change, and when the jobs
-- whose rows may have been taken out had ended.
CREATE TABLE IF NOT EXISTS projection_position (
  id INTEGER NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  journal_offset BIGINT NOT NULL,
  change_seq BIGINT NOT NULL,
  cleaned_before BIGINT DEFAULT 0 NOT NULL
);

-- For tables of version 2.
ALTER TABLE projection_position ADD COLUMN IF NOT EXISTS cleaned_before BIGINT DEFAULT 0 NOT NULL;

-- One row: up to where the journal was looked through for what is too old.
CREATE TABLE IF NOT EXISTS retention_position (
  id INTEGER NOT NULL PRIMARY KEY,
  journal_offset BIGINT NOT NULL
);
