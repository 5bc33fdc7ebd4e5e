create extension if not exists btree_gist;

do $$ begin
  if not exists (select from pg_roles where rolname = 'trousse_gateway') then
    create role trousse_gateway nologin;
  end if;
end $$;

create table gateway.device (
  key           bigint primary key,  -- org.trousse.sdk.DeviceId.key
  tenant        text not null,
  name          text not null,
  credential    bytea not null,      -- HMAC-SHA-256 of the password under the platform's key
  measures      smallint[] not null,
  registered_at timestamptz not null,
  ended_at      timestamptz,
  unique (tenant, name)
);

-- a gateway (phone, hub) that may publish for another device
create table gateway.acts_for (
  principal bigint not null references gateway.device (key),
  device    bigint not null references gateway.device (key),
  primary key (principal, device)
);

-- who wore or used the device when; a reading belongs to whoever was bound at its measurement time
create table gateway.binding (
  device  bigint not null references gateway.device (key),
  patient bigint not null,
  during  tstzrange not null,
  exclude using gist (device with =, during with &&)
);

-- an MQTT session outlives its connection: Session Present must be truthful
create table gateway.session (
  principal     bigint not null,
  client_id     text not null,
  expiry_s      bigint not null,
  expires_at    timestamptz not null,
  subscriptions text[] not null,
  primary key (principal, client_id)
);

-- when a sensor's last session began, by its own clock: the time of its readings is an offset from it
create table gateway.sensor_session (
  device      bigint not null,
  started_at  timestamptz not null,  -- local time as if UTC
  zone_min    smallint,
  received_at timestamptz not null,
  primary key (device)
);

-- what a device's clock said at a moment that we know
create table gateway.clock (
  device      bigint not null,
  received_at timestamptz not null,
  device_time timestamptz not null,  -- local time as if UTC
  true_time   timestamptz not null,
  zone        text,
  primary key (device, received_at)
);

-- what could not be decoded, owned or believed, bytes included
create table gateway.quarantine (
  id          uuid primary key,
  tenant      text not null,
  device      bigint not null,
  device_name text not null,
  patient     bigint,
  codec       text not null,
  reasons     text[] not null,
  detail      text not null,
  measured_at timestamptz,
  received_at timestamptz not null,
  payload     bytea not null
);
create index quarantine_by_time on gateway.quarantine (received_at desc);

-- answers to HTTP requests that carried an Idempotency-Key
create table gateway.answered (
  principal  bigint not null,
  key        text not null,
  body_hash  bytea not null,
  status     smallint not null,
  answer     text not null,
  at         timestamptz not null,
  primary key (principal, key)
);

-- every change of the registry, in order: doors poll it
create table gateway.change (
  version bigint primary key,
  device  bigint not null,
  at      timestamptz not null
);

grant usage on schema gateway to trousse_gateway;
grant select, insert, update, delete on all tables in schema gateway to trousse_gateway;
