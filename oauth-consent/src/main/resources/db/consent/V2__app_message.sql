-- ---- what the users of an app are told (room message) ----

-- one row for each message, however many people it is for
create table consent.app_message (
  about     text primary key,                 -- its sender's name of it: the same again is no news
  software  text not null,                    -- the catalogue's name of the app
  kind      text not null check (kind in ('app-suspended', 'app-restored', 'app-ended')),
  at        timestamptz not null,             -- when it happened to the app
  reason_fr text not null,
  reason_en text not null,
  client    text not null,                    -- reminders are written client by client, grant by
  reached   uuid not null,                    -- grant: up to these
  done_at   timestamptz
);
create index app_message_waiting on consent.app_message (at) where done_at is null;

-- who read a message about a record, so that pages do not show it to them again
create table consent.understood (
  patient bigint not null,
  about   text not null,
  account uuid not null,
  at      timestamptz not null,
  primary key (patient, about, account)
);

create index grant_in_turn on consent.grant (client_id, id);

-- for a kind that begins with "app-", `about` is that of the message, which has the words
alter table consent.reminder drop constraint reminder_kind_check;
alter table consent.reminder add constraint reminder_kind_check check (kind in
  ('ending', 'unused', 'new-version', 'stolen-token', 'app-suspended', 'app-restored', 'app-ended'));

grant select, insert, update on consent.app_message to trousse_consent;
grant select, insert on consent.understood to trousse_consent;
