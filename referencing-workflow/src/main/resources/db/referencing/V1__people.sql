-- Secrets (invitations, API keys) stand here only as HMAC-SHA-256 under the platform's key: a dump
-- of these tables lets nobody in. Every table of a vendor says whose row it is, and every key to
-- another table of a vendor takes the organisation along, so that no row can point at a stranger's.

do $$ begin
  if not exists (select from pg_roles where rolname = 'trousse_referencing') then
    create role trousse_referencing nologin;
  end if;
end $$;
grant usage on schema referencing to trousse_referencing;

-- ---- organisations and their people (room member) ----

create table referencing.organisation (
  id           uuid primary key,
  legal_name   text not null check (length(legal_name) between 1 and 200),
  registration text not null check (length(registration) between 1 and 60),  -- as its country's register writes it
  country      text not null check (country ~ '^[A-Z]{2}$'),
  created_at   timestamptz not null
);

-- kept when somebody leaves: whoever was a member may never judge this organisation
create table referencing.member (
  organisation uuid not null references referencing.organisation (id),
  account      uuid not null,
  role         text not null check (role in ('OWNER', 'EDITOR', 'READER')),
  since        timestamptz not null,
  ended_at     timestamptz,
  primary key (organisation, account)
);
create index member_by_account on referencing.member (account);

create table referencing.officer (
  account  uuid primary key,
  role     text not null check (role in ('REVIEWER', 'COMMITTEE', 'LEAD')),
  citizen  boolean not null check (not citizen or role = 'COMMITTEE'),
  since    timestamptz not null,
  ended_at timestamptz
);

-- what an officer has to do with an organisation; an interest ends, and stays written
create table referencing.interest (
  id           uuid primary key,
  account      uuid not null,
  organisation uuid not null references referencing.organisation (id),
  what         text not null check (length(what) between 1 and 500),
  declared_at  timestamptz not null,
  ended_at     timestamptz
);
create index interest_by_account on referencing.interest (account);

create table referencing.invitation (
  id           uuid primary key,
  hash         bytea not null unique,
  organisation uuid references referencing.organisation (id),  -- null: an officer's
  role         text not null,
  citizen      boolean not null,
  invited_by   uuid not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  used_at      timestamptz,
  used_by      uuid,
  withdrawn_at timestamptz,
  check (case when organisation is null then role in ('REVIEWER', 'COMMITTEE', 'LEAD')
    else role in ('OWNER', 'EDITOR', 'READER') and not citizen end)
);
create index invitation_by_organisation on referencing.invitation (organisation, created_at);

create table referencing.api_key (
  id           uuid primary key,
  organisation uuid not null references referencing.organisation (id),
  name         text not null check (length(name) between 1 and 60),
  role         text not null check (role in ('OWNER', 'EDITOR', 'READER')),
  prefix       text not null,                 -- what its owner recognises it by
  hash         bytea not null unique,
  created_by   uuid not null,
  created_at   timestamptz not null,
  last_used_at timestamptz,                   -- to the minute
  ended_at     timestamptz
);
create index api_key_by_organisation on referencing.api_key (organisation, created_at);

-- who let whom in, changed what and when; rows are added only
create table referencing.people_event (
  id           uuid primary key,
  at           timestamptz not null,
  organisation uuid,                          -- null: about an officer
  by_account   uuid not null,
  what         text not null,                 -- org.trousse.referencing.member.PeopleEvent
  about        uuid not null                  -- an account, an organisation, an invitation or a key
);
create index people_event_by_organisation on referencing.people_event (organisation, at);

grant select, insert on referencing.organisation, referencing.people_event to trousse_referencing;
grant select, insert, update on referencing.member, referencing.officer, referencing.interest,
  referencing.invitation, referencing.api_key to trousse_referencing;
grant update (legal_name, registration, country) on referencing.organisation to trousse_referencing;

-- ---- what vendors hand in (room evidence) ----

-- one copy of the same bytes for each organisation: whether another one handed them in shows nowhere
create table referencing.file (
  organisation uuid not null references referencing.organisation (id),
  hash         bytea not null check (length(hash) = 32),        -- SHA-256 of the body
  kind         text not null check (kind in ('PDF', 'JSON', 'CYCLONEDX', 'PNG', 'JPEG', 'WEBP')),
  bytes        int not null check (bytes between 1 and 10485760),
  body         bytea not null check (length(body) = bytes),
  primary key (organisation, hash)
);
alter table referencing.file alter column body set storage external;  -- read in slices, packed already

create table referencing.evidence (
  id           uuid primary key,
  organisation uuid not null,
  dossier      uuid not null,
  criterion    text not null,
  name         text not null check (length(name) between 1 and 120),
  version      int not null check (version > 0),
  hash         bytea not null,
  added_by     uuid not null,                 -- a member's account or an API key
  added_at     timestamptz not null,
  submitted_at timestamptz,                   -- from then on never deleted
  withdrawn_at timestamptz,                   -- not shown as current any more
  unique (dossier, criterion, name, version),
  foreign key (organisation, hash) references referencing.file (organisation, hash)
);
create index evidence_by_file on referencing.evidence (organisation, hash);

-- what was submitted is not deleted, and its date of submission is not taken back
alter table referencing.evidence enable row level security;
create policy sees on referencing.evidence for select to trousse_referencing using (true);
create policy adds on referencing.evidence for insert to trousse_referencing
  with check (submitted_at is null and withdrawn_at is null);
create policy submits on referencing.evidence for update to trousse_referencing
  using (true) with check (submitted_at is not null);
create policy deletes_drafts on referencing.evidence for delete to trousse_referencing
  using (submitted_at is null);
grant select, insert, delete on referencing.file, referencing.evidence to trousse_referencing;
grant update (submitted_at, withdrawn_at) on referencing.evidence to trousse_referencing;

-- ---- what officers and vendors ask each other (room question) ----

create table referencing.thread (
  organisation uuid not null references referencing.organisation (id),
  dossier      uuid not null,
  criterion    text not null,
  open         boolean not null,
  turn         text not null check (turn in ('VENDOR', 'OFFICER', 'NOBODY')),
  waits        boolean not null,              -- the clock stands still until the vendor answers
  messages     int not null,
  changed_at   timestamptz not null,
  primary key (dossier, criterion),
  unique (organisation, dossier, criterion)
);
create index thread_by_turn on referencing.thread (turn, changed_at) where open;

-- rows are added only
create table referencing.message (
  organisation uuid not null,
  dossier      uuid not null,
  criterion    text not null,
  number       int not null check (number > 0),
  side         text not null check (side in ('VENDOR', 'OFFICER')),
  author       uuid not null,                 -- an account or an API key
  act          text not null check (act in ('ASK', 'SAY', 'CLOSE', 'REOPEN')),
  words        text not null check (length(words) <= 5000),
  stops_clock  boolean not null,
  at           timestamptz not null,
  primary key (dossier, criterion, number),
  foreign key (organisation, dossier, criterion)
    references referencing.thread (organisation, dossier, criterion)
);

-- how far a person has read
create table referencing.read_mark (
  organisation uuid not null,
  dossier      uuid not null,
  criterion    text not null,
  account      uuid not null,
  number       int not null,
  at           timestamptz not null,
  primary key (dossier, criterion, account),
  foreign key (organisation, dossier, criterion)
    references referencing.thread (organisation, dossier, criterion)
);

grant select, insert on referencing.message to trousse_referencing;
grant select, insert, update on referencing.thread, referencing.read_mark to trousse_referencing;

-- ---- what a vendor's scripts asked for, for seven days (room request) ----

create table referencing.request (
  organisation uuid not null references referencing.organisation (id),
  at           timestamptz not null,
  id           uuid not null,
  api_key      uuid,                          -- null: a person in a browser
  method       text not null,
  path         text not null,                 -- the template: no id, no query
  status       smallint not null,
  problem      text,
  ms           int not null,
  primary key (organisation, at, id)
);
create index request_by_time on referencing.request (at);
grant select, insert, delete on referencing.request to trousse_referencing;
