-- ---- automatic checks (rooms check and outbound) ----

-- one run of the checks on one version of a dossier's manifest
create table referencing.check_run (
  id               uuid primary key,
  dossier          uuid not null,
  manifest_version int not null,
  trigger          text not null check (trigger in ('vendor', 'submission', 'officer', 'nightly')),
  started_at       timestamptz not null,
  ended_at         timestamptz,                 -- null while it runs
  looks            int not null,
  looked           int not null,
  lost             boolean not null             -- its process died
);
create index check_run_by_dossier on referencing.check_run (dossier, started_at desc);
create unique index check_run_one_at_a_time on referencing.check_run (dossier)
  where ended_at is null;

-- what it found; never changed
create table referencing.check_finding (
  run       uuid not null references referencing.check_run (id),
  position  int not null,
  dossier   uuid not null,
  criterion text not null,
  outcome   text not null check (outcome in ('PASSED', 'FAILED', 'NOT_VERIFIED')),
  at        timestamptz not null,
  body      jsonb not null,                     -- org.trousse.referencing.check.FindingJson
  primary key (run, position)
);
create index check_finding_by_dossier on referencing.check_finding (dossier, criterion);

-- which listed dossiers a node took for a day
create table referencing.check_night (
  dossier uuid not null,
  day     date not null,
  primary key (dossier, day)
);

-- a rehearsed incident: sent until it is answered or its 24 hours are over
create table referencing.drill (
  id          uuid primary key,
  dossier     uuid not null,
  address     text not null,
  sent_at     timestamptz not null,
  answered_at timestamptz,
  status      int                               -- of the answer; 0: a signed answer came later
);
create index drill_by_dossier on referencing.drill (dossier, sent_at desc);

grant select, insert, update on referencing.check_run, referencing.drill to trousse_referencing;
grant select, insert on referencing.check_finding to trousse_referencing;
grant select, insert, delete on referencing.check_night to trousse_referencing;
