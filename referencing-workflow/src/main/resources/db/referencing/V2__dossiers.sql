-- ---- dossiers and their history (room history) ----

-- what happened; the role may add lines and read them, and nothing else
create table referencing.event (
  dossier    uuid not null,
  number     int not null check (number > 0),   -- without holes
  at         timestamptz not null,
  actor_kind text not null,
  actor      uuid not null,
  kind       text not null,                     -- org.trousse.referencing.dossier.Event
  body       jsonb not null,
  primary key (dossier, number)
);

-- where each dossier stands: what its events make of it, kept for reading and for locking
create table referencing.dossier (
  id           uuid primary key,
  reference    text not null unique,
  software     text not null,
  organisation uuid not null,
  state        text not null,
  open         boolean not null,                -- neither ended nor abandoned
  version      int not null,                    -- the number of the last event
  due_at       timestamptz,                     -- when a clock next asks for something
  begun_at     timestamptz not null,
  changed_at   timestamptz not null,
  body         jsonb not null                   -- org.trousse.referencing.dossier.Dossier
);
-- one way into the catalogue at a time
create unique index dossier_open on referencing.dossier (software) where open;
create index dossier_by_software on referencing.dossier (software, begun_at);
create index dossier_by_organisation on referencing.dossier (organisation, begun_at);
create index dossier_by_state on referencing.dossier (state, due_at);
create index dossier_due on referencing.dossier (due_at) where due_at is not null;

-- every verdict that ever stood
create table referencing.verdict (
  dossier   uuid not null,
  criterion text not null,
  version   int not null,
  at        timestamptz not null,
  word      text not null,
  body      jsonb not null,                     -- org.trousse.referencing.dossier.Verdict
  primary key (dossier, criterion, version)
);

-- every version of a manifest, drafts too: the text as it came, which may not be JSON yet
create table referencing.manifest (
  dossier  uuid not null,
  version  int not null,
  sha256   bytea not null check (length(sha256) = 32),
  body     text not null,
  saved_at timestamptz not null,
  saved_by uuid not null,
  primary key (dossier, version)
);

-- what others must hear of; written with the events that cause it
create table referencing.outbox (
  dossier uuid not null,
  lane    text not null check (lane in ('standing', 'publication', 'message')),
  version int not null,
  body    jsonb not null,
  tries   int not null default 0,
  due_at  timestamptz not null,
  done_at timestamptz,
  primary key (dossier, lane, version)
);
create index outbox_waiting on referencing.outbox (due_at) where done_at is null;
create index outbox_order on referencing.outbox (dossier, lane, version) where done_at is null;

grant select, insert on referencing.event, referencing.verdict, referencing.manifest
  to trousse_referencing;
grant select, insert, update on referencing.dossier to trousse_referencing;
grant select, insert, update (tries, due_at, done_at) on referencing.outbox to trousse_referencing;
