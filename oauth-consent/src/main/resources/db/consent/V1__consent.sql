-- Secrets (codes, tokens, cookies, user codes) stand here only as HMAC-SHA-256 under the platform's
-- key: a dump of these tables lets nobody in.

do $$ begin
  if not exists (select from pg_roles where rolname = 'trousse_consent') then
    create role trousse_consent nologin;
  end if;
end $$;

-- an app as the catalogue's signed statement describes it
create table consent.app (
  client_id          text primary key,        -- chosen here, never by the client
  profile            text not null check (profile in ('smart-public', 'smart-confidential', 'fapi2')),
  status             text not null check (status in ('active', 'suspended', 'ended')),
  version            int not null,            -- grows when the app declares other permissions
  entry              jsonb not null,          -- org.trousse.consent.app.AppEntry
  registration_token bytea,                   -- RFC 7592; null for apps that the platform registered
  created_at         timestamptz not null,
  changed_at         timestamptz not null
);

create index app_by_software on consent.app ((entry->>'software_id'));

-- who signs in: one row for each provider and subject
create table consent.account (
  id         uuid primary key,
  provider   text not null,
  subject    bytea not null,                  -- keyed hash
  kind       text not null check (kind in ('patient', 'professional')),
  patient    bigint,                          -- a patient's own record
  given      text not null,
  family     text not null,
  birth_date date,
  created_at timestamptz not null,
  closed_at  timestamptz,
  unique (provider, subject)
);
create index account_by_patient on consent.account (patient);
create index account_by_end on consent.account (closed_at) where closed_at is not null;

-- who acts for whom; a parent until the child comes of age
create table consent.delegation (
  delegate uuid not null references consent.account (id),
  patient  bigint not null,
  role     text not null check (role in ('parent')),
  until    date not null,                     -- majority: the mandate ends that day
  primary key (delegate, patient)
);

-- a code on paper from the service desk, good once: it makes a parent's mandate, or gives somebody
-- who came of age the record that is theirs
create table consent.activation (
  hash       bytea primary key,
  holder     bigint,                          -- the parent's own record; null: for the record's owner
  patient    bigint not null,                 -- the record that it opens
  born       date,                            -- of the owner, who must have been born then
  until      date,                            -- of the mandate
  expires_at timestamptz not null,
  used_at    timestamptz,
  account    uuid,                            -- who used it
  check ((holder is null) = (born is not null) and (holder is null) = (until is null))
);

create table consent.session (
  hash       bytea primary key,
  id         uuid not null unique,
  account    uuid not null references consent.account (id),
  patient    bigint,                          -- for whom the person acts now
  csrf       text not null,
  agent      text not null,                   -- browser and system, in words
  acr        text not null,
  created_at timestamptz not null,
  seen_at    timestamptz not null,
  ends_at    timestamptz not null,
  id_token   bytea                            -- ends the provider's session too; encrypted under the cookie
);
create index session_by_account on consent.session (account);

-- on their way to an identity provider and back
create table consent.sign_in (
  hash       bytea primary key,               -- of state
  provider   text not null,
  nonce      text not null,
  verifier   text not null,
  browser    bytea not null,                  -- keyed hash of the cookie that began it
  return_to  text not null,
  expires_at timestamptz not null
);

-- authorization requests: pushed (RFC 9126) or from a browser, until the patient has decided
create table consent.request (
  hash       bytea primary key,
  client_id  text not null references consent.app (client_id),
  pushed     boolean not null,
  content    jsonb not null,                  -- org.trousse.consent.authorize.AuthorizationRequest
  created_at timestamptz not null,
  expires_at timestamptz not null,            -- a pushed request may be brought until then
  open_until timestamptz,                     -- the page may be answered until then; null: not brought yet
  account    uuid,                            -- who was shown the page first: nobody else may answer
  decided_at timestamptz
);
create index request_by_client on consent.request (client_id, created_at);
create index request_by_time on consent.request (created_at);

-- what somebody had chosen on the page of consent when their session was over
create table consent.draft (
  hash       bytea primary key,               -- of the browser's cookie
  about      bytea not null,                  -- keyed hash of the request's handle and the record
  content    text not null,                   -- sealed under the cookie
  expires_at timestamptz not null
);

create table consent.grant (
  id           uuid primary key,
  patient      bigint not null,
  client_id    text not null references consent.app (client_id),
  app_version  int not null,                  -- what the app asked for when the patient answered
  account      uuid not null,                 -- who answered
  status       text not null check (status in ('active', 'paused', 'suspended', 'ended')),
  version      int not null,
  permissions  text[] not null,               -- org.trousse.consent.permission.Permission
  history_from timestamptz,                   -- readings measured before stay hidden; null: all
  offline      boolean not null,              -- may refresh while the patient is away
  duration     text not null,                 -- once, 24h, 30d, 90d, 12m
  given_at     timestamptz not null,
  ends_at      timestamptz not null,
  ended_at     timestamptz,
  end_reason   text
);
create index grant_by_patient on consent.grant (patient, client_id);
create index grant_by_client on consent.grant (client_id) where status <> 'ended';
create index grant_by_end on consent.grant (ends_at) where status <> 'ended';
-- one live grant of an app on a record
create unique index grant_live on consent.grant (patient, client_id) where status <> 'ended';

-- every version of every grant, with what the patient read and the receipt that proves it
create table consent.grant_version (
  grant_id     uuid not null references consent.grant (id),
  version      int not null,
  at           timestamptz not null,
  account      uuid,                          -- null: the platform itself (an end, a suspension)
  change       text not null,                 -- given, amended, paused, resumed, suspended, restored, extended, ended
  status       text not null,
  permissions  text[] not null,
  history_from timestamptz,
  ends_at      timestamptz not null,
  language     text,
  shown        text,                          -- the text as it was shown
  receipt      text,                          -- compact JWS
  primary key (grant_id, version)
);

-- when each permission was last used; unused for 90 days asks again
create table consent.use (
  grant_id   uuid not null,
  permission text not null,
  used_at    timestamptz not null,
  primary key (grant_id, permission)
);

-- one answer of a patient to one request: every code and token that comes of it
create table consent.family (
  id         uuid primary key,
  grant_id   uuid not null references consent.grant (id),
  client_id  text not null,
  asked      text not null,                   -- the scope that the app asked for
  details    jsonb,                           -- RFC 9396: authorization_details that it asked for
  created_at timestamptz not null,
  ended_at   timestamptz
);
create index family_by_age on consent.family (created_at);

-- the patient was asked about a permission that nobody used, and kept it
create table consent.kept (
  grant_id   uuid not null references consent.grant (id),
  permission text not null,
  kept_at    timestamptz not null,
  primary key (grant_id, permission)
);

-- what to tell a patient, once each: pages show it, a mailer takes what was not taken
create table consent.reminder (
  id       uuid primary key,
  grant_id uuid not null references consent.grant (id),
  account  uuid not null,                     -- whom to tell
  kind     text not null check (kind in ('ending', 'unused', 'new-version', 'stolen-token')),
  about    text not null,                     -- the end, the permission, the version: another one is another reminder
  at       timestamptz not null,
  taken_at timestamptz,
  unique (grant_id, kind, about)
);
create index reminder_waiting on consent.reminder (at) where taken_at is null;
create index grant_suspended on consent.grant (id) where status = 'suspended';

create table consent.code (
  hash        bytea primary key,
  client_id   text not null,
  grant_id    uuid not null references consent.grant (id),
  family      uuid not null references consent.family (id),
  content     jsonb not null,                 -- org.trousse.consent.token.NewCode
  expires_at  timestamptz not null,
  redeemed_at timestamptz
);
create index code_by_end on consent.code (expires_at);

create table consent.access_token (
  hash        bytea primary key,
  id          uuid not null,                  -- for logs and audit, never the token
  client_id   text not null,
  grant_id    uuid not null,
  family      uuid not null,
  scope       text not null,
  permissions text[] not null,                -- never more than the grant's
  jkt         text,                           -- RFC 9449: thumbprint of the key that must prove itself
  issued_at   timestamptz not null,
  expires_at  timestamptz not null,
  ended_at    timestamptz
);
create index access_token_by_family on consent.access_token (family);
create index access_token_by_grant on consent.access_token (grant_id);
create index access_token_by_end on consent.access_token (expires_at);

create table consent.refresh_token (
  hash        bytea primary key,
  id          uuid not null,
  client_id   text not null,
  grant_id    uuid not null,
  family      uuid not null,
  scope       text not null,
  jkt         text,
  session     uuid,                           -- online_access: dies with it
  issued_at   timestamptz not null,
  expires_at  timestamptz not null,           -- inactivity; the grant's end is absolute
  replaced_at timestamptz,                    -- rotation
  successor   text,                           -- the next one, encrypted under this one's text: a retry gets the same
  retries     int not null default 0,
  ended_at    timestamptz
);
create index refresh_token_by_family on consent.refresh_token (family);
create index refresh_token_by_grant on consent.refresh_token (grant_id);
create index refresh_token_by_end on consent.refresh_token (expires_at);

-- RFC 8628
create table consent.device_code (
  hash       bytea primary key,
  user_code  bytea not null unique,           -- keyed hash
  client_id  text not null,
  scope      text not null,
  details    jsonb,                           -- RFC 9396: authorization_details
  device     text not null,                   -- what the device calls itself
  address    text not null,                   -- where the request came from, coarse
  created_at timestamptz not null,
  expires_at timestamptz not null,
  interval_s int not null,
  polled_at  timestamptz,
  status     text not null check (status in ('pending', 'approved', 'denied', 'redeemed')),
  grant_id   uuid
);
create index device_code_by_client on consent.device_code (client_id, expires_at);
create index device_code_by_end on consent.device_code (expires_at);

-- whatever may be used once: jti of assertions, statements and DPoP proofs
create table consent.used_once (
  kind       text not null,
  hash       bytea not null,
  expires_at timestamptz not null,
  primary key (kind, hash)
);
create index used_once_by_end on consent.used_once (expires_at);

create table consent.signing_key (
  kid         text primary key,
  alg         text not null,
  private_key bytea not null,                 -- JWK, encrypted under the platform's key; empty once gone
  public_key  jsonb not null,                 -- stays: receipts are verified for years
  published_at timestamptz not null,
  signs_from  timestamptz not null,
  signs_until timestamptz,                    -- null: it has no successor yet
  gone_at     timestamptz,
  removed     boolean not null                -- in an emergency: nothing that it signed counts
);

-- every change that a door must know, in order: doors poll it; NOTIFY is only a hint
create table consent.change (
  version bigint primary key,
  kind    text not null check (kind in ('grant', 'app', 'account', 'session')),
  key     text not null,
  at      timestamptz not null
);
create index change_by_time on consent.change (at);

grant usage on schema consent to trousse_consent;
grant select, insert, update, delete on all tables in schema consent to trousse_consent;
