-- Blood-pressure series that a patient started: by which protocol, from which day, and whether it
-- was ended before its time. Their readings are those of the record; nothing derived is kept.
create table record.pressure_series (
  patient    bigint      not null,
  id         uuid        not null,
  protocol   text        not null,  -- org.trousse.record.pressure.Protocol
  first_day  date        not null,
  last_day   date        not null,  -- the last one that the protocol asks for
  started_at timestamptz not null,
  started_by uuid        not null,  -- who decided: the patient, or who acts for them
  ended_on   date,                  -- the patient's day on which it was ended before its time
  ended_at   timestamptz,
  ended_by   uuid,
  primary key (patient, id)
);

alter table record.pressure_series enable row level security;
alter table record.pressure_series force row level security;

do $$
begin
  execute format('create policy owner_keeps on record.pressure_series to %I using (true) with check (true)', current_user);
end $$;
create policy definer_looks on record.pressure_series for select to trousse_record_definer using (true);
create policy definer_keeps on record.pressure_series for insert to trousse_record_definer with check (true);
create policy definer_changes on record.pressure_series for update to trousse_record_definer using (true);
-- 3: blood pressure (org.trousse.sdk.measure.Measure)
create policy reader_reads_one_patient on record.pressure_series for select to trousse_record_reader
  using (patient = (select nullif(current_setting('trousse.patient', true), '')::bigint)
    and (select record.space_open())
    and ((select coalesce(current_setting('trousse.professional', true), '') = '')
      or 3 = any ((select record.care_kinds())::smallint[])));
grant select, insert, update (ended_on, ended_at, ended_by) on record.pressure_series
  to trousse_record_definer;
grant select on record.pressure_series to trousse_record_reader;

-- Starts a series: 1; 0: one runs, or is to begin; -1: there are too many; -2: the space is not open.
create function record.start_series(
  p_patient bigint, p_id uuid, p_protocol text, p_first date, p_last date, p_today date,
  p_at timestamptz, p_person uuid, p_max int)
returns int language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('trousse record series ' || p_patient, 0));
  if exists (select from record.space s where s.patient = p_patient and s.state <> 0) then
    return -2;
  end if;
  if exists (
      select from record.pressure_series s
      where s.patient = p_patient and s.ended_at is null and s.last_day >= p_today) then
    return 0;
  end if;
  if (select count(*) from record.pressure_series s where s.patient = p_patient) >= p_max then
    return -1;
  end if;
  insert into record.pressure_series
    (patient, id, protocol, first_day, last_day, started_at, started_by)
  values (p_patient, p_id, p_protocol, p_first, p_last, p_at, p_person);
  return 1;
end $$;

-- Ends a series before its time; how many it met that ran or were to begin.
create function record.end_series(
  p_patient bigint, p_id uuid, p_today date, p_at timestamptz, p_person uuid)
returns int language sql security definer set search_path = ''
as $$
  with ended as (
    update record.pressure_series set ended_on = p_today, ended_at = p_at, ended_by = p_person
    where patient = p_patient and id = p_id and ended_at is null and last_day >= p_today
    returning 1)
  select count(*)::int from ended
$$;

do $$
declare f text;
begin
  grant create on schema record to trousse_record_definer;
  for f in
    select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace = 'record'::regnamespace and p.proname in ('start_series', 'end_series') loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trousse_record_ingest', f);
    execute format('alter function %s owner to trousse_record_definer', f);
  end loop;
  revoke create on schema record from trousse_record_definer;
end $$;
