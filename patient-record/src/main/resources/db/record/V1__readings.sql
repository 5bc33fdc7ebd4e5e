-- The record's ground. Ready to be spread over servers by patient: `patient` first in every key,
-- ids made by the application, no trigger, no sequence, no foreign key across patients.

-- The migrating role owns everything here. It is a superuser, or it may create roles and schemas;
-- where the three roles exist already it needs to be granted them with admin option.
do $$
declare role text;
begin
  -- ingest: inserts readings for all, reads nothing. reader: reads one patient at a time.
  -- definer: owns the few functions that answer about rows without showing them; cannot log in.
  foreach role in array array['trousse_record_ingest', 'trousse_record_reader', 'trousse_record_definer'] loop
    if not exists (select from pg_roles where rolname = role) then
      execute format('create role %I nologin', role);
    end if;
  end loop;
  -- an ingest statement that waits longer than this is better sent again than acknowledged late
  alter role trousse_record_ingest set statement_timeout = '1s';
  -- only a member may hand a function over to the definer
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant trousse_record_definer to %I', current_user);
  end if;
end $$;

create table record.patient (
  id         bigint primary key,
  given      text not null,
  family     text not null,
  birth_date date not null,
  synthetic  boolean not null
);

-- the devices that readings name: enough to say where a value came from
create table record.device (
  key            bigint primary key,
  tenant         text not null,
  name           text not null,
  label          text not null,
  specialisation int not null   -- MDC, e.g. 528401 glucose meter
);

create table record.reading (
  patient       bigint      not null,
  reported_at   timestamptz not null,  -- the device's own time; local time without zone as if UTC
  device        bigint      not null,
  native_id     bigint      not null,
  received_at   timestamptz not null,
  flags         bigint,                -- org.trousse.sdk.reading.Flag; null: none, as on most rows
  device_status bigint,                -- org.trousse.sdk.reading.DeviceStatus
  correction_s  int,                   -- effective time = reported_at + correction_s; null: 0
  measure       smallint    not null,  -- org.trousse.sdk.measure.Measure
  codec         smallint    not null,
  status        smallint,              -- null final, 1 amended, 2 entered-in-error
  specimen      smallint,
  site          smallint,
  meal          smallint,
  zone_min      smallint,              -- the patient's offset from UTC, where known
  original_unit smallint,
  value         numeric,               -- mg/dL, kg, Cel; systolic mm[Hg]; the digits are the device's
  diastolic     numeric,
  mean          numeric,
  pulse         numeric,
  original      text,                  -- what the device said in original_unit: value/diastolic/mean/pulse
  payload       bytea       not null,  -- as received
  extra         jsonb,                 -- what the columns cannot hold
  primary key (patient, measure, reported_at, device, native_id)
);

-- Range reads on reported_at widen by 26 h; rows corrected by more are rare and found here.
create index reading_far on record.reading (patient, measure) where abs(correction_s) > 93600;

alter table record.reading enable row level security;
alter table record.reading force row level security;
alter table record.patient enable row level security;
alter table record.patient force row level security;
create policy ingest_inserts on record.reading for insert to trousse_record_ingest with check (true);
create policy ingest_inserts on record.patient for insert to trousse_record_ingest with check (true);
create policy reader_reads_one_patient on record.reading for select to trousse_record_reader
  using (patient = (select nullif(current_setting('trousse.patient', true), '')::bigint));
create policy reader_reads_one_patient on record.patient for select to trousse_record_reader
  using (id = (select nullif(current_setting('trousse.patient', true), '')::bigint));
create policy definer_looks on record.reading for select to trousse_record_definer using (true);
create policy definer_notes on record.reading for update to trousse_record_definer using (true);
-- the owner migrates, backs up and restores
do $$ begin
  execute format('create policy owner_keeps on record.reading to %I using (true) with check (true)', current_user);
  execute format('create policy owner_keeps on record.patient to %I using (true) with check (true)', current_user);
end $$;

grant usage on schema record to trousse_record_ingest, trousse_record_reader, trousse_record_definer;
grant insert on record.reading to trousse_record_ingest;
grant select on record.reading, record.patient, record.device to trousse_record_reader;
grant select on record.reading to trousse_record_definer;
grant update (flags, meal) on record.reading to trousse_record_definer;
grant insert on record.patient, record.device to trousse_record_ingest;

-- What stands under each of these keys? 0: nothing, 1: this very reading, 2: another that says the
-- same, 3: another that says something else. Numbers compare without their trailing zeros; where
-- there is no number, the flags that say why (bits 0 to 6) are what the reading says.
create function record.standing(
  p_patient bigint[], p_measure smallint[], p_reported_at timestamptz[], p_device bigint[],
  p_native_id bigint[], p_received_at timestamptz[], p_flags bigint[], p_value numeric[],
  p_diastolic numeric[], p_mean numeric[], p_pulse numeric[])
returns table (place int, standing int)
language sql stable security definer set search_path = ''
as $$
  select k.place::int,
    case
      when r.patient is null then 0
      when r.value is distinct from k.value or r.diastolic is distinct from k.diastolic
        or r.mean is distinct from k.mean or r.pulse is distinct from k.pulse
        or r.value is null and coalesce(r.flags, 0) & 127 <> coalesce(k.flags, 0) & 127 then 3
      when r.received_at = k.received_at then 1
      else 2
    end
  from unnest(p_patient, p_measure, p_reported_at, p_device, p_native_id, p_received_at, p_flags,
      p_value, p_diastolic, p_mean, p_pulse) with ordinality
    as k (patient, measure, reported_at, device, native_id, received_at, flags, value, diastolic,
      mean, pulse, place)
  left join record.reading r using (patient, measure, reported_at, device, native_id)
$$;

-- Notes on the readings that came first that another with the same identity said something else.
-- A device that repeats itself does not write the same note again.
create function record.note_conflict(
  p_patient bigint[], p_measure smallint[], p_reported_at timestamptz[], p_device bigint[],
  p_native_id bigint[], p_flag bigint)
returns void language sql security definer set search_path = ''
as $$
  update record.reading r set flags = coalesce(r.flags, 0) | p_flag
  from unnest(p_patient, p_measure, p_reported_at, p_device, p_native_id)
    as k (patient, measure, reported_at, device, native_id)
  where r.patient = k.patient and r.measure = k.measure and r.reported_at = k.reported_at
    and r.device = k.device and r.native_id = k.native_id and coalesce(r.flags, 0) & p_flag = 0
$$;

-- Which of these patients has this reading already? First owner wins.
create function record.first_owner(
  p_patients bigint[], p_measure smallint, p_reported_at timestamptz, p_device bigint,
  p_native_id bigint)
returns bigint language sql stable security definer set search_path = ''
as $$
  select patient from record.reading
  where patient = any (p_patients) and measure = p_measure and reported_at = p_reported_at
    and device = p_device and native_id = p_native_id
  order by received_at limit 1
$$;

-- A meter's context record names its measurement by sequence number alone. A context without a meal
-- leaves the one that is known. Returns how many readings it met.
create function record.note_meal(
  p_patients bigint[], p_device bigint, p_native_id bigint, p_meal smallint, p_flags bigint)
returns bigint language sql security definer set search_path = ''
as $$
  with met as (
    update record.reading set meal = coalesce(p_meal, meal), flags = nullif(coalesce(flags, 0) | p_flags, 0)
    where patient = any (p_patients) and measure = 1 and device = p_device
      and native_id = p_native_id
    returning 1)
  select count(*) from met
$$;

do $$
declare f text;
begin
  grant create on schema record to trousse_record_definer;  -- an owner of functions must have it
  foreach f in array array[
    'record.standing(bigint[], smallint[], timestamptz[], bigint[], bigint[], timestamptz[], bigint[], numeric[], numeric[], numeric[], numeric[])',
    'record.note_conflict(bigint[], smallint[], timestamptz[], bigint[], bigint[], bigint)',
    'record.first_owner(bigint[], smallint, timestamptz, bigint, bigint)',
    'record.note_meal(bigint[], bigint, bigint, smallint, bigint)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trousse_record_ingest', f);
    execute format('alter function %s owner to trousse_record_definer', f);
  end loop;
  revoke create on schema record from trousse_record_definer;
end $$;
