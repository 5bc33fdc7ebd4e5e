-- what a device last said of itself (battery, firmware, …): one JSON object, its own words
create table gateway.device_state (
  device      bigint not null,
  state       jsonb not null,
  received_at timestamptz not null,
  primary key (device)
);

grant select, insert, update, delete on gateway.device_state to trousse_gateway;

-- a sensor's records that came before the start of its session; they leave when it comes
create index quarantine_without_session on gateway.quarantine (device, received_at, id)
  where 'session-unknown' = any (reasons);
