-- Apps that want to hear of a patient's new readings, and what there is to tell them. An event is
-- written by the very statement that writes its reading, so neither is ever there without the other.

create table record.subscription (
  patient       bigint      not null,
  id            uuid        not null,
  app           text        not null,  -- client id
  app_name      text        not null,  -- as it was called when it subscribed
  grant_id      uuid        not null,  -- the permission that it rests on; it ends with that one
  kinds         smallint[]  not null,  -- org.trousse.sdk.measure.Measure
  blood_kinds   smallint[],            -- of the blood glucoses these specimens, 0: not said; null: all
  filters       text[]      not null,  -- in the app's words
  endpoint      text        not null,
  reason        text        not null,
  ends_at       timestamptz,           -- as the app wished; null: with its permission
  heartbeat_s   int,                   -- null: none
  timeout_s     int,                   -- null: the usual
  max_count     int,                   -- events of a notification; null: the usual
  created_at    timestamptz not null,
  changed_at    timestamptz not null,
  version       int         not null,
  status        smallint    not null,  -- org.trousse.record.subscribe.Subscription.Status
  fault         smallint,              -- org.trousse.record.subscribe.Fault; null: none
  counted       bigint      not null,  -- events that have a number: 1, 2, 3, … without a gap
  told          bigint      not null,  -- the last number that needs no telling any more
  noted         bigint      not null,  -- the last number that stands in the trail
  attempts      int         not null,  -- in a row that failed
  failing_since timestamptz,
  sent_at       timestamptz,           -- when a notification arrived last
  next_at       timestamptz,           -- when there is something to do; null: when an event comes
  claimed_by    uuid,                  -- who is at it
  claimed_until timestamptz,
  primary key (patient, id)
);
create index subscription_due on record.subscription (patient) where next_at is not null;

create table record.subscription_event (
  patient      bigint      not null,
  subscription uuid        not null,
  measure      smallint    not null,  -- the reading's key
  reported_at  timestamptz not null,
  device       bigint      not null,
  native_id    bigint      not null,
  at           timestamptz not null,  -- when the reading was received
  number       bigint,                -- null: rights were not looked at yet
  primary key (patient, subscription, measure, reported_at, device, native_id)
);
create index subscription_event_waiting on record.subscription_event (patient, subscription)
  where number is null;
create index subscription_event_number on record.subscription_event (patient, subscription, number);

do $$
declare t text;
begin
  foreach t in array array['subscription', 'subscription_event'] loop
    execute format('alter table record.%I enable row level security', t);
    execute format('alter table record.%I force row level security', t);
    execute format('create policy definer_looks on record.%I for select to trousse_record_definer using (true)', t);
    execute format('create policy definer_keeps on record.%I for insert to trousse_record_definer with check (true)', t);
    execute format('create policy definer_changes on record.%I for update to trousse_record_definer using (true)', t);
    execute format('create policy definer_forgets on record.%I for delete to trousse_record_definer using (true)', t);
    execute format('create policy owner_keeps on record.%I to %I using (true) with check (true)', t, current_user);
    execute format('grant select, insert, update, delete on record.%I to trousse_record_definer', t);
    execute format('grant select on record.%I to trousse_record_reader', t);
    execute format($p$create policy reader_reads_one_patient on record.%I for select to trousse_record_reader
      using (patient = (select nullif(current_setting('trousse.patient', true), '')::bigint)
        and (select record.space_open())
        and (select coalesce(current_setting('trousse.professional', true), '') = ''))$p$, t);
  end loop;
end $$;

-- True, or a constraint is violated: a space that is not open takes no reading. Asked once a batch,
-- by the statement that inserts it, before its first row; so it also knows which of them are new,
-- and writes an event for each that somebody subscribed to. What stands already makes no event, and
-- of two batches with one key the second waits for the first. Batches write their events in one
-- order, so that none waits for another in a circle.
drop function record.takes(bigint[]);
create function record.takes(
  p_patients bigint[], p_measures smallint[], p_reported_at timestamptz[], p_devices bigint[],
  p_native_ids bigint[], p_received_at timestamptz[], p_specimens smallint[])
returns boolean language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from record.space s where s.patient = any (p_patients) and s.state <> 0) then
    raise check_violation using message = 'a space that is not open takes no reading';
  end if;
  -- 3: off
  if exists (
      select from record.subscription s where s.patient = any (p_patients) and s.status <> 3) then
    insert into record.subscription_event
      (patient, subscription, measure, reported_at, device, native_id, at)
    select k.patient, s.id, k.measure, k.reported_at, k.device, k.native_id, k.received_at
    from unnest(p_patients, p_measures, p_reported_at, p_devices, p_native_ids, p_received_at,
        p_specimens)
      as k (patient, measure, reported_at, device, native_id, received_at, specimen)
    join record.subscription s on s.patient = k.patient and s.status <> 3
      and k.measure = any (s.kinds)
      and (s.blood_kinds is null or k.measure <> 1
        or coalesce(k.specimen, 0) = any (s.blood_kinds))
    where not exists (
      select from record.reading r
      where r.patient = k.patient and r.measure = k.measure and r.reported_at = k.reported_at
        and r.device = k.device and r.native_id = k.native_id)
    order by k.patient, s.id, k.measure, k.reported_at, k.device, k.native_id
    on conflict do nothing;
  end if;
  return true;
end $$;

-- Keeps a new one: 1; -1: the app has too many of this patient's already.
create function record.subscribe(
  p_patient bigint, p_id uuid, p_app text, p_app_name text, p_grant uuid, p_kinds smallint[],
  p_blood_kinds smallint[], p_filters text[], p_endpoint text, p_reason text, p_ends_at timestamptz,
  p_heartbeat_s int, p_timeout_s int, p_max_count int, p_now timestamptz, p_max int)
returns int language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('trousse record subscription ' || p_patient, 0));
  if (select count(*) from record.subscription s
      where s.patient = p_patient and s.app = p_app and s.status <> 3
        and s.grant_id = p_grant) >= p_max then
    return -1;
  end if;
  insert into record.subscription (patient, id, app, app_name, grant_id, kinds, blood_kinds, filters,
    endpoint, reason, ends_at, heartbeat_s, timeout_s, max_count, created_at, changed_at, version,
    status, counted, told, noted, attempts, next_at)
  values (p_patient, p_id, p_app, p_app_name, p_grant, p_kinds, p_blood_kinds, p_filters, p_endpoint,
    p_reason, p_ends_at, p_heartbeat_s, p_timeout_s, p_max_count, p_now, p_now, 1, 0, 0, 0, 0, 0,
    p_now);
  return 1;
end $$;

-- Those with something to do, for who claims them; nobody else gets them before p_until. Not more
-- than p_each of one app, and none of the apps in p_busy, so that a slow one does not keep the others
-- waiting.
create function record.subscription_claim(
  p_by uuid, p_now timestamptz, p_until timestamptz, p_limit int, p_each int, p_busy text[])
returns setof record.subscription language sql security definer set search_path = ''
as $$
  with due as (
    select s.patient, s.id from record.subscription s
    where s.next_at is not null and s.next_at <= p_now
    union
    select e.patient, e.subscription from record.subscription_event e where e.number is null),
  ready as (
    select s.patient, s.id, s.next_at,
      row_number() over (partition by s.app order by s.next_at nulls first) as place
    from due d join record.subscription s on s.patient = d.patient and s.id = d.id
    -- 0 requested, 1 active
    where s.status < 2 and (s.next_at is null or s.next_at <= p_now)
      and (s.claimed_until is null or s.claimed_until <= p_now) and not s.app = any (p_busy)
      and not exists (select from record.space c where c.patient = s.patient and c.state <> 0)),
  picked as (
    select s.patient, s.id from record.subscription s
    where (s.patient, s.id) in (
        select r.patient, r.id from ready r where r.place <= p_each
        order by r.next_at nulls first limit p_limit)
      -- once more, of the row as it is when it is locked
      and (s.claimed_until is null or s.claimed_until <= p_now)
    for update skip locked)
  update record.subscription s set claimed_by = p_by, claimed_until = p_until
  from picked p where s.patient = p.patient and s.id = p.id
  returning s.*
$$;

-- Gives the events that wait their numbers, in the order in which they were received, and tells how
-- many have one then. What may not be told now is never told and gets none: p_kinds may be read, of
-- what was measured from p_from on. Events from before p_kept are forgotten.
create function record.subscription_number(
  p_patient bigint, p_id uuid, p_kinds smallint[], p_from timestamptz, p_now timestamptz,
  p_kept timestamptz)
returns bigint language plpgsql security definer set search_path = ''
as $$
declare had bigint; has bigint;
begin
  select s.counted into had from record.subscription s
  where s.patient = p_patient and s.id = p_id for update;
  if not found then
    return 0;
  end if;
  delete from record.subscription_event e
  where e.patient = p_patient and e.subscription = p_id and e.at < p_kept;
  delete from record.subscription_event e
  where e.patient = p_patient and e.subscription = p_id and e.number is null
    and (not e.measure = any (p_kinds)
      or not exists (
        select from record.reading r
        where r.patient = e.patient and r.measure = e.measure and r.reported_at = e.reported_at
          and r.device = e.device and r.native_id = e.native_id
          and (p_from is null or
            r.reported_at + coalesce(r.correction_s, 0) * interval '1 second' >= p_from)));
  with waiting as (
    select e.measure, e.reported_at, e.device, e.native_id,
      row_number() over (order by e.at, e.measure, e.reported_at, e.device, e.native_id) as place
    from record.subscription_event e
    where e.patient = p_patient and e.subscription = p_id and e.number is null),
  numbered as (
    update record.subscription_event e set number = had + w.place
    from waiting w
    where e.patient = p_patient and e.subscription = p_id and e.measure = w.measure
      and e.reported_at = w.reported_at and e.device = w.device and e.native_id = w.native_id
    returning 1)
  select had + count(*) into has from numbered;
  if has > had then
    update record.subscription s set counted = has, next_at = coalesce(s.next_at, p_now)
    where s.patient = p_patient and s.id = p_id;
  end if;
  return has;
end $$;

-- Keeps what came of a claim, unless it is somebody else's by now; how many it met.
create function record.subscription_settle(
  p_patient bigint, p_id uuid, p_by uuid, p_status smallint, p_fault smallint, p_told bigint,
  p_noted bigint, p_attempts int, p_failing_since timestamptz, p_sent_at timestamptz,
  p_next_at timestamptz, p_now timestamptz)
returns bigint language plpgsql security definer set search_path = ''
as $$
declare met bigint;
begin
  update record.subscription s
  set version = s.version + (s.status <> p_status)::int,
    changed_at = case when s.status <> p_status then p_now else s.changed_at end,
    status = p_status, fault = p_fault, told = p_told, noted = p_noted, attempts = p_attempts,
    failing_since = p_failing_since, sent_at = p_sent_at,
    -- events that were numbered meanwhile are told at once
    next_at = case when p_next_at is null and p_status < 2 and s.counted > p_told then p_now
      else p_next_at end,
    claimed_by = null, claimed_until = null
  where s.patient = p_patient and s.id = p_id and s.claimed_by = p_by and s.status < 2;
  get diagnostics met = row_count;
  if met > 0 and p_status = 3 then
    delete from record.subscription_event e where e.patient = p_patient and e.subscription = p_id;
  end if;
  return met;
end $$;

-- What the app wishes: 0, to begin again after an error; 3, off. How many it met.
create function record.subscription_turn(
  p_patient bigint, p_id uuid, p_app text, p_status smallint, p_now timestamptz)
returns bigint language plpgsql security definer set search_path = ''
as $$
declare met bigint;
begin
  update record.subscription s
  set status = p_status, fault = null, attempts = 0, failing_since = null, version = s.version + 1,
    changed_at = p_now, next_at = case when p_status = 0 then p_now end,
    claimed_by = null, claimed_until = null
  where s.patient = p_patient and s.id = p_id and s.app = p_app
    and (p_status = 3 and s.status <> 3 or p_status = 0 and s.status = 2);
  get diagnostics met = row_count;
  if met > 0 and p_status = 3 then
    delete from record.subscription_event e where e.patient = p_patient and e.subscription = p_id;
  end if;
  return met;
end $$;

create function record.unsubscribe(p_patient bigint, p_id uuid, p_app text)
returns bigint language plpgsql security definer set search_path = ''
as $$
declare met bigint;
begin
  delete from record.subscription s where s.patient = p_patient and s.id = p_id and s.app = p_app;
  get diagnostics met = row_count;
  if met > 0 then
    delete from record.subscription_event e where e.patient = p_patient and e.subscription = p_id;
  end if;
  return met;
end $$;

-- Turns off what stood in error since, and forgets what is off since.
create function record.subscription_sweep(p_before timestamptz, p_now timestamptz)
returns void language sql security definer set search_path = ''
as $$
  delete from record.subscription where status = 3 and changed_at < p_before;
  with stale as (
    update record.subscription set status = 3, version = version + 1, changed_at = p_now
    where status = 2 and changed_at < p_before
    returning patient, id)
  delete from record.subscription_event e using stale s
  where e.patient = s.patient and e.subscription = s.id;
$$;

do $$
declare f text;
begin
  grant create on schema record to trousse_record_definer;
  for f in
    select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace = 'record'::regnamespace and p.proname in (
      'takes', 'subscribe', 'subscription_claim', 'subscription_number', 'subscription_settle',
      'subscription_turn', 'unsubscribe', 'subscription_sweep') loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trousse_record_ingest', f);
    execute format('alter function %s owner to trousse_record_definer', f);
  end loop;
  revoke create on schema record from trousse_record_definer;
end $$;
