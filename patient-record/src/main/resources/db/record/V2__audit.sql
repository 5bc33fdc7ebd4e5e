-- What happened in each record, and by whom: written before the answer leaves, never changed by who
-- writes it, and sealed into a chain. Also: whose app a device came by.

alter table record.device add column app text;  -- client id; null: no app is known

create table record.audit_event (
  patient   bigint      not null,
  at        timestamptz not null,
  id        uuid        not null,
  what      text        not null,  -- read, search, create, deny, or a decision's word: grant, revoke, token, …
  client_id text,                  -- the app; null: the patient's own, or no app
  app_name  text,                  -- as it was called then
  person    uuid,                  -- who decided
  token_id  uuid,                  -- names the token, and is none
  allowed   boolean     not null,
  measures  smallint[]  not null,  -- of the readings concerned, org.trousse.sdk.measure.Measure
  counts    int[]       not null,  -- how many of each
  detail    text        not null,  -- words; no secret, no value of a reading
  seal      bigint,                -- its link of the chain; null for less than a second
  primary key (patient, at, id)
);
create index audit_unsealed on record.audit_event (patient) where seal is null;
-- the events of a seal lie together; a column of a BRIN is found by itself
create index audit_by_seal on record.audit_event using brin (patient, seal);

-- the chain: each hash holds the one before it, under a key that the database does not know
create table record.audit_seal (
  number   bigint      primary key,  -- 1, 2, 3, … without a gap
  at       timestamptz not null,
  events   int         not null,
  content  bytea       not null,     -- SHA-256 over the digests of its events
  hash     bytea       not null      -- HMAC over the hash before, number, events and content
);

alter table record.audit_event enable row level security;
alter table record.audit_event force row level security;
create policy ingest_inserts on record.audit_event for insert to trousse_record_ingest with check (seal is null);
create policy reader_reads_one_patient on record.audit_event for select to trousse_record_reader
  using (patient = (select nullif(current_setting('trousse.patient', true), '')::bigint));
create policy definer_looks on record.audit_event for select to trousse_record_definer using (true);
create policy definer_seals on record.audit_event for update to trousse_record_definer using (true);
do $$ begin
  execute format('create policy owner_keeps on record.audit_event to %I using (true) with check (true)', current_user);
end $$;

grant insert on record.audit_event to trousse_record_ingest;
grant select on record.audit_event to trousse_record_reader;
grant select on record.audit_event, record.audit_seal to trousse_record_definer;
grant update (seal) on record.audit_event to trousse_record_definer;
grant insert on record.audit_seal to trousse_record_definer;
grant select, insert, update (app) on record.device to trousse_record_definer;

-- Adds a device; one that is known learns its app.
create function record.know_device(
  p_key bigint, p_tenant text, p_name text, p_label text, p_specialisation int, p_app text)
returns void language sql security definer set search_path = ''
as $$
  insert into record.device (key, tenant, name, label, specialisation, app)
  values (p_key, p_tenant, p_name, p_label, p_specialisation, p_app)
  on conflict (key) do update set app = excluded.app
    where excluded.app is not null and record.device.app is distinct from excluded.app
$$;

-- One event as bytes: every column but the seal, unambiguously.
create function record.audit_digest(e record.audit_event)
returns bytea language sql immutable set search_path = ''
as $$
  select sha256(convert_to(jsonb_build_array(
    e.patient, (extract(epoch from e.at) * 1000000)::bigint, e.id, e.what, e.client_id, e.app_name,
    e.person, e.token_id, e.allowed, e.measures, e.counts, e.detail)::text, 'UTF8'))
$$;

-- Gives unsealed events the next number and tells what the chain's next hash must hold; no row when
-- there is nothing to seal or another node seals. The transaction ends with seal_end.
create function record.seal_begin(p_limit int)
returns table (number bigint, previous bytea, events int, content bytea)
language plpgsql security definer set search_path = ''
as $$
declare n bigint; before bytea;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('trousse record audit', 0)) then
    return;
  end if;
  select s.number, s.hash into n, before from record.audit_seal s order by s.number desc limit 1;
  n := coalesce(n, 0) + 1;
  return query
    with found as (
      select e.patient, e.at, e.id from record.audit_event e where e.seal is null limit p_limit),
    taken as (
      update record.audit_event e set seal = n from found f
      where e.patient = f.patient and e.at = f.at and e.id = f.id
      returning e.patient, e.at, e.id, record.audit_digest(e) as digest)
    select n, coalesce(before, ''::bytea), count(*)::int,
      sha256(string_agg(t.digest, ''::bytea order by t.patient, t.at, t.id))
    from taken t having count(*) > 0;
end $$;

create function record.seal_end(
  p_number bigint, p_at timestamptz, p_events int, p_content bytea, p_hash bytea)
returns void language sql security definer set search_path = ''
as $$
  insert into record.audit_seal (number, at, events, content, hash)
  values (p_number, p_at, p_events, p_content, p_hash)
$$;

-- What the seals say and what their events say now. A seal or its events may be missing.
create function record.audit_chain(p_from bigint, p_to bigint)
returns table (number bigint, events int, content bytea, hash bytea, events_now int, content_now bytea)
language sql stable security definer set search_path = ''
as $$
  select coalesce(s.number, e.seal), s.events, s.content, s.hash, coalesce(e.events, 0), e.content
  from (select * from record.audit_seal where number between p_from and p_to) s
  full join (
    select a.seal, count(*)::int as events,
      sha256(string_agg(record.audit_digest(a), ''::bytea order by a.patient, a.at, a.id)) as content
    from record.audit_event a where a.seal between p_from and p_to group by a.seal) e
    on e.seal = s.number
  order by 1
$$;

do $$
declare f text;
begin
  grant create on schema record to trousse_record_definer;
  foreach f in array array[
    'record.know_device(bigint, text, text, text, int, text)', 'record.seal_begin(int)',
    'record.seal_end(bigint, timestamptz, int, bytea, bytea)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trousse_record_ingest', f);
    execute format('alter function %s owner to trousse_record_definer', f);
  end loop;
  revoke all on function record.audit_chain(bigint, bigint) from public;
  grant execute on function record.audit_chain(bigint, bigint) to trousse_record_reader;
  alter function record.audit_chain(bigint, bigint) owner to trousse_record_definer;
  revoke create on schema record from trousse_record_definer;
end $$;
