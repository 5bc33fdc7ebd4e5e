-- What a nurse should look at first: thresholds of a patient, the situation that the rules found last,
-- and what professionals said of it. The rules are org.trousse.record.watch; nothing is judged here.

-- A threshold that a professional set; rows stay, so that the history does.
create table record.watch_threshold (
  patient     bigint      not null,
  id          uuid        not null,
  subject     text        not null,  -- org.trousse.record.watch.Subject
  unit        smallint    not null,  -- of its numbers
  rule        jsonb       not null,  -- org.trousse.record.watch.store.RuleJson
  author      uuid        not null,
  author_name text        not null,  -- as it was then
  reason      text        not null,
  since       timestamptz not null,
  until       timestamptz not null,
  ended_at    timestamptz,           -- before its time
  ended_by    uuid,
  primary key (patient, id)
);

-- How often somebody expects a reading; without a row the usual rhythm is learned.
create table record.watch_rhythm (
  patient     bigint      not null,
  measure     smallint    not null,
  hours       int         not null,  -- 0: none is expected
  author      uuid        not null,
  author_name text        not null,
  at          timestamptz not null,
  primary key (patient, measure)
);

-- One row a patient in somebody's care: what was found last, and what was said of it.
create table record.watch_situation (
  patient       bigint primary key,
  claimed_at    timestamptz not null,  -- a process took it up to evaluate it
  evaluated_at  timestamptz,
  findings      jsonb,                 -- org.trousse.record.watch.store.FindingJson
  readings      int,                   -- since yesterday began
  quiet         int,                   -- of those, without a finding
  newest        timestamptz,           -- the newest reading
  trend         jsonb,
  feeds         jsonb,                 -- the app that the newest reading of each measure came by
  reviewed_at   timestamptz,
  reviewed_by   uuid,
  reviewed_name text,
  review_note   text,
  snoozed_at    timestamptz,
  snoozed_until timestamptz,
  snoozed_by    uuid,
  snoozed_name  text,
  snooze_reason text
);

-- What a professional wrote beside a patient on their own list.
create table record.watch_visit (
  patient      bigint      not null,
  professional uuid        not null,
  tour         text        not null,  -- empty: none
  sector       text        not null,
  next_visit   timestamptz,
  primary key (patient, professional)
);

do $$
declare t text;
begin
  foreach t in array array['watch_threshold', 'watch_rhythm', 'watch_situation', 'watch_visit'] loop
    execute format('alter table record.%I enable row level security', t);
    execute format('alter table record.%I force row level security', t);
    execute format('create policy definer_looks on record.%I for select to trousse_record_definer using (true)', t);
    execute format('create policy definer_keeps on record.%I for insert to trousse_record_definer with check (true)', t);
    execute format('create policy definer_changes on record.%I for update to trousse_record_definer using (true)', t);
    execute format('create policy owner_keeps on record.%I to %I using (true) with check (true)', t, current_user);
    execute format('grant select, insert, update on record.%I to trousse_record_definer', t);
    execute format('grant select on record.%I to trousse_record_reader', t);
    -- 100: identity; to who may not read it there is no such patient
    execute format($p$create policy reader_reads_one_patient on record.%I for select to trousse_record_reader
      using (patient = (select nullif(current_setting('trousse.patient', true), '')::bigint)
        and ((select coalesce(current_setting('trousse.professional', true), '') = '')
          or 100 = any ((select record.care_kinds())::smallint[])))$p$, t);
  end loop;
end $$;

-- Which of these patients are in somebody's care; they are marked as taken up. Null: those whose turn
-- it is, because nobody took them up since p_before. Rows that another process is taking up are left
-- to it.
create function record.watch_claim(
  p_patients bigint[], p_at timestamptz, p_before timestamptz, p_limit int)
returns table (claimed bigint) language plpgsql security definer set search_path = ''
as $$
begin
  if p_patients is null
    and not pg_try_advisory_xact_lock(hashtextextended('trousse record watch', 0)) then
    return;
  end if;
  return query
    insert into record.watch_situation as s (patient, claimed_at)
    select distinct r.patient, p_at
    from record.care_relation r
    left join record.watch_situation o on o.patient = r.patient
    where r.stopped_at is null and r.since <= p_at and (r.until is null or r.until > p_at)
      and (p_patients is null or r.patient = any (p_patients))
      and (p_patients is not null or o.claimed_at is null or o.claimed_at < p_before)
    order by r.patient limit p_limit
    on conflict (patient) do update set claimed_at = excluded.claimed_at
    returning s.patient;
end $$;

-- Keeps what was found, unless something newer stands there.
create function record.watch_keep(
  p_patient bigint, p_at timestamptz, p_findings text, p_readings int, p_quiet int,
  p_newest timestamptz, p_trend text, p_feeds text)
returns void language sql security definer set search_path = ''
as $$
  update record.watch_situation
  set evaluated_at = p_at, findings = p_findings::jsonb, readings = p_readings, quiet = p_quiet,
    newest = p_newest, trend = p_trend::jsonb, feeds = p_feeds::jsonb
  where patient = p_patient and (evaluated_at is null or evaluated_at <= p_at)
$$;

-- A professional's list, each patient with the kinds of data that are theirs to see. Everybody on a
-- visit list is there by a care relation, which opens the same kinds of all: it is asked once.
create function record.worklist(p_professional uuid, p_at timestamptz, p_limit int)
returns table (
  patient bigint, given text, family text, birth_date date, synthetic boolean, kinds smallint[],
  evaluated_at timestamptz, findings text, readings int, quiet int, newest timestamptz, trend text,
  feeds text, reviewed_at timestamptz, reviewed_name text, review_note text,
  snoozed_at timestamptz, snoozed_until timestamptz, snoozed_name text, snooze_reason text,
  tour text, sector text, next_visit timestamptz)
language sql stable security definer set search_path = ''
as $$
  with listed as materialized (
    select l.patient from record.visit_list(p_professional, p_at, p_limit) l),
  opened as materialized (
    select k.kinds
    from listed l cross join lateral (select record.care_kinds(l.patient, p_professional) as kinds) k
    where 100 = any (k.kinds) limit 1)
  select p.id, p.given, p.family, p.birth_date, p.synthetic, c.kinds,
    s.evaluated_at, s.findings::text, s.readings, s.quiet, s.newest, s.trend::text,
    s.feeds::text, s.reviewed_at, s.reviewed_name, s.review_note,
    s.snoozed_at, s.snoozed_until, s.snoozed_name, s.snooze_reason,
    coalesce(v.tour, ''), coalesce(v.sector, ''), v.next_visit
  from listed l
  cross join opened c
  join record.patient p on p.id = l.patient
  left join record.watch_situation s on s.patient = l.patient
  left join record.watch_visit v on v.patient = l.patient and v.professional = p_professional
$$;

-- 1: kept; 0: to this professional there is no such patient.
create function record.watch_review(
  p_patient bigint, p_professional uuid, p_name text, p_at timestamptz, p_note text)
returns bigint language sql security definer set search_path = ''
as $$
  with kept as (
    insert into record.watch_situation
      (patient, claimed_at, reviewed_at, reviewed_by, reviewed_name, review_note)
    select p_patient, '-infinity', p_at, p_professional, p_name, p_note
    where 100 = any (record.care_kinds(p_patient, p_professional))
    on conflict (patient) do update
      set reviewed_at = p_at, reviewed_by = p_professional, reviewed_name = p_name,
        review_note = p_note
    returning 1)
  select count(*) from kept
$$;

-- Until null: no longer.
create function record.watch_snooze(
  p_patient bigint, p_professional uuid, p_name text, p_at timestamptz, p_until timestamptz,
  p_reason text)
returns bigint language sql security definer set search_path = ''
as $$
  with kept as (
    insert into record.watch_situation
      (patient, claimed_at, snoozed_at, snoozed_until, snoozed_by, snoozed_name, snooze_reason)
    select p_patient, '-infinity', p_at, p_until, p_professional, p_name, p_reason
    where 100 = any (record.care_kinds(p_patient, p_professional))
    on conflict (patient) do update
      set snoozed_at = p_at, snoozed_until = p_until, snoozed_by = p_professional,
        snoozed_name = p_name, snooze_reason = p_reason
    returning 1)
  select count(*) from kept
$$;

create function record.watch_visit(
  p_patient bigint, p_professional uuid, p_tour text, p_sector text, p_next_visit timestamptz)
returns bigint language sql security definer set search_path = ''
as $$
  with kept as (
    insert into record.watch_visit (patient, professional, tour, sector, next_visit)
    select p_patient, p_professional, p_tour, p_sector, p_next_visit
    where 100 = any (record.care_kinds(p_patient, p_professional))
    on conflict (patient, professional) do update
      set tour = p_tour, sector = p_sector, next_visit = p_next_visit
    returning 1)
  select count(*) from kept
$$;

-- Sets a threshold on a measure that the professional may write: 1; 0: they may not; -1: too many.
create function record.watch_set_threshold(
  p_patient bigint, p_id uuid, p_subject text, p_unit smallint, p_rule text, p_author uuid,
  p_name text, p_reason text, p_since timestamptz, p_until timestamptz, p_kinds smallint[],
  p_max int)
returns int language plpgsql security definer set search_path = ''
as $$
begin
  if not p_kinds <@ record.care_kinds(p_patient, p_author) then
    return 0;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('trousse record threshold ' || p_patient, 0));
  if (select count(*) from record.watch_threshold t
      where t.patient = p_patient and t.ended_at is null and t.until > p_since) >= p_max then
    return -1;
  end if;
  insert into record.watch_threshold
    (patient, id, subject, unit, rule, author, author_name, reason, since, until)
  values (p_patient, p_id, p_subject, p_unit, p_rule::jsonb, p_author, p_name, p_reason, p_since,
    p_until)
  on conflict (patient, id) do nothing;
  return 1;
end $$;

create function record.watch_end_threshold(
  p_patient bigint, p_id uuid, p_professional uuid, p_at timestamptz)
returns bigint language sql security definer set search_path = ''
as $$
  with ended as (
    update record.watch_threshold set ended_at = p_at, ended_by = p_professional
    where patient = p_patient and id = p_id and ended_at is null
      and 100 = any (record.care_kinds(p_patient, p_professional))
    returning 1)
  select count(*) from ended
$$;

create function record.watch_rhythm(
  p_patient bigint, p_measure smallint, p_hours int, p_author uuid, p_name text, p_at timestamptz)
returns bigint language sql security definer set search_path = ''
as $$
  with kept as (
    insert into record.watch_rhythm (patient, measure, hours, author, author_name, at)
    select p_patient, p_measure, p_hours, p_author, p_name, p_at
    where p_measure = any (record.care_kinds(p_patient, p_author))
    on conflict (patient, measure) do update
      set hours = p_hours, author = p_author, author_name = p_name, at = p_at
    returning 1)
  select count(*) from kept
$$;

do $$
declare f text;
begin
  grant create on schema record to trousse_record_definer;
  for f in
    select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace = 'record'::regnamespace and p.proname in (
      'watch_claim', 'watch_keep', 'worklist', 'watch_review', 'watch_snooze', 'watch_visit',
      'watch_set_threshold', 'watch_end_threshold', 'watch_rhythm') loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trousse_record_ingest', f);
    execute format('alter function %s owner to trousse_record_definer', f);
  end loop;
  revoke create on schema record from trousse_record_definer;
end $$;
