-- What the public sees of apps. Nothing here is about a patient.

do $$ begin
  if not exists (select from pg_roles where rolname = 'trousse_catalogue') then
    create role trousse_catalogue nologin;
  end if;
end $$;

-- one row: the version of everything that is shown. It is taken under this row's lock, so that
-- versions commit in order and a poll can miss none.
create table catalogue.shelf (
  only_row boolean primary key default true check (only_row),
  version  bigint not null
);
insert into catalogue.shelf (version) values (0);

create table catalogue.listing (
  software_id text primary key,
  slug        text not null unique,           -- its page's address, for as long as the app lives
  version     bigint not null,                -- of this app; an older publication changes nothing
  changed     bigint not null,                -- catalogue.shelf's version when it was written
  standing    text not null check (standing in
    ('listed', 'provisional', 'under-watch', 'suspended', 'renewal', 'delisted')),
  content     jsonb not null,                 -- org.trousse.catalogue.listing.Listing, no history
  written_at  timestamptz not null
);
create index listing_by_change on catalogue.listing (changed);

-- decisions are added and never changed
create table catalogue.decision (
  software_id   text not null references catalogue.listing (software_id),
  at            timestamptz not null,
  standing      text not null,
  specification text not null,
  reason        jsonb not null,               -- {"french", "english"}
  criteria      text[] not null,
  primary key (software_id, at, standing)
);

-- what visitors report; handed on to the officers, then forgotten here
create table catalogue.report (
  id          uuid primary key,
  software_id text,                           -- null: about this site
  about       text not null,
  words       text not null,
  contact     text,                           -- null: the visitor wants no answer
  at          timestamptz not null,
  handed_at   timestamptz
);
create index report_waiting on catalogue.report (at) where handed_at is null;

-- who signs software statements
create table catalogue.signing_key (
  kid          text primary key,
  private_key  bytea not null,                -- JWK, encrypted under the platform's key; empty once gone
  public_key   jsonb not null,
  published_at timestamptz not null,
  signs_from   timestamptz not null,
  gone_at      timestamptz                    -- null: it has no successor yet
);

grant usage on schema catalogue to trousse_catalogue;
grant select, update on catalogue.shelf to trousse_catalogue;
grant select, insert, update on catalogue.listing to trousse_catalogue;
grant select, insert on catalogue.decision to trousse_catalogue;
grant select, insert, update, delete on catalogue.report to trousse_catalogue;
grant select, insert, update on catalogue.signing_key to trousse_catalogue;
