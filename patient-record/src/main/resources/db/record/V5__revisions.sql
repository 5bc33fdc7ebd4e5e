-- A reading that changed after it came: how it was before, who changed it and why. The row of
-- `record.reading` is always the present version, so reads need no join; its key stands for ever,
-- so a copy that is sent again meets it and brings nothing back.
alter table record.reading
  add column version    smallint,     -- null: 1, as it was received
  add column changed_at timestamptz;  -- when it became this version; null: when it was received

-- Versions that were; the columns are those of record.reading that can change.
create table record.reading_version (
  patient       bigint      not null,
  measure       smallint    not null,
  reported_at   timestamptz not null,
  device        bigint      not null,
  native_id     bigint      not null,
  version       smallint    not null,
  changed_at    timestamptz,
  flags         bigint,
  status        smallint,
  meal          smallint,
  original_unit smallint,
  value         numeric,
  diastolic     numeric,
  mean          numeric,
  pulse         numeric,
  original      text,
  extra         jsonb,
  primary key (patient, measure, reported_at, device, native_id, version)
);

-- What people did about a reading: each act once, in its order.
create table record.reading_act (
  patient     bigint      not null,
  measure     smallint    not null,
  reported_at timestamptz not null,
  device      bigint      not null,
  native_id   bigint      not null,
  number      smallint    not null,
  at          timestamptz not null,
  act         smallint    not null,  -- org.trousse.record.revise.Act
  version     smallint    not null,  -- the version that it made; of a validation: that it was about
  account     uuid,                  -- who; null: an app
  author      text        not null,  -- as called then
  profession  text,                  -- TRE_G15; null: the patient, who acts for them, or an app
  client_id   text,                  -- the app; null: none
  reason      smallint,              -- org.trousse.record.revise.ErrorReason
  note        text        not null,
  primary key (patient, measure, reported_at, device, native_id, number)
);

alter table record.reading_version enable row level security;
alter table record.reading_version force row level security;
alter table record.reading_act enable row level security;
alter table record.reading_act force row level security;

do $$
declare t text;
begin
  foreach t in array array['reading_version', 'reading_act'] loop
    execute format('create policy reader_reads_one_patient on record.%I for select to trousse_record_reader
      using (patient = (select nullif(current_setting(''trousse.patient'', true), '''')::bigint))', t);
    execute format('create policy definer_looks on record.%I for select to trousse_record_definer using (true)', t);
    execute format('create policy definer_keeps on record.%I for insert to trousse_record_definer with check (true)', t);
    execute format('create policy owner_keeps on record.%I to %I using (true) with check (true)', t, current_user);
    execute format('grant select on record.%I to trousse_record_reader', t);
    execute format('grant select, insert on record.%I to trousse_record_definer', t);
  end loop;
end $$;
grant update (flags, meal, version, changed_at, status, original_unit, value, diastolic, mean, pulse,
  original, extra) on record.reading to trousse_record_definer;

-- Keeps a reading as it is, before it changes.
create function record.keep_version(r record.reading)
returns void language sql set search_path = ''
as $$
  insert into record.reading_version (patient, measure, reported_at, device, native_id, version,
    changed_at, flags, status, meal, original_unit, value, diastolic, mean, pulse, original, extra)
  values (r.patient, r.measure, r.reported_at, r.device, r.native_id, coalesce(r.version, 1),
    r.changed_at, r.flags, r.status, r.meal, r.original_unit, r.value, r.diastolic, r.mean, r.pulse,
    r.original, r.extra)
$$;

-- Does to one reading what somebody decided. Returns its version then; 0: there is no such reading;
-- less than 0: nothing was done, because it stands at minus this version and not at p_seen.
--
-- p_changes: whether it becomes another version; else only the act is kept. p_annotation: what is
-- added to its notes, as an R4 Annotation; null: nothing.
create function record.revise(
  p_patient bigint, p_measure smallint, p_reported_at timestamptz, p_device bigint,
  p_native_id bigint, p_seen int, p_at timestamptz, p_act smallint, p_account uuid, p_author text,
  p_profession text, p_client_id text, p_reason smallint, p_note text, p_changes boolean,
  p_status smallint, p_flags bigint, p_original_unit smallint, p_value numeric,
  p_diastolic numeric, p_mean numeric, p_pulse numeric, p_original text, p_annotation jsonb)
returns int language plpgsql security definer set search_path = ''
as $$
declare r record.reading; now_at int;
begin
  select * into r from record.reading
  where patient = p_patient and measure = p_measure and reported_at = p_reported_at
    and device = p_device and native_id = p_native_id
  for update;
  if not found then
    return 0;
  end if;
  now_at := coalesce(r.version, 1);
  if p_seen is not null and now_at <> p_seen then
    return -now_at;
  end if;
  if p_changes then
    perform record.keep_version(r);
    now_at := now_at + 1;
    update record.reading set version = now_at, changed_at = p_at, status = nullif(p_status, 0),
      flags = p_flags, original_unit = p_original_unit, value = p_value, diastolic = p_diastolic,
      mean = p_mean, pulse = p_pulse, original = p_original,
      extra = case when p_annotation is null then extra
        else jsonb_set(coalesce(extra, '{}'), '{note}', coalesce(extra -> 'note', '[]') || p_annotation)
        end
    where patient = p_patient and measure = p_measure and reported_at = p_reported_at
      and device = p_device and native_id = p_native_id;
  end if;
  insert into record.reading_act (patient, measure, reported_at, device, native_id, number, at, act,
    version, account, author, profession, client_id, reason, note)
  select p_patient, p_measure, p_reported_at, p_device, p_native_id, coalesce(max(a.number), 0) + 1,
    p_at, p_act, now_at, p_account, p_author, p_profession, p_client_id, p_reason, p_note
  from record.reading_act a
  where a.patient = p_patient and a.measure = p_measure and a.reported_at = p_reported_at
    and a.device = p_device and a.native_id = p_native_id;
  return now_at;
end $$;

-- As in V1. A reading that changed is compared with what it is and with what it was when it came: a
-- copy of either is a copy.
create or replace function record.standing(
  p_patient bigint[], p_measure smallint[], p_reported_at timestamptz[], p_device bigint[],
  p_native_id bigint[], p_received_at timestamptz[], p_flags bigint[], p_value numeric[],
  p_diastolic numeric[], p_mean numeric[], p_pulse numeric[])
returns table (place int, standing int)
language sql stable security definer set search_path = ''
as $$
  select k.place::int,
    case
      when r.patient is null then 0
      when (r.value is distinct from k.value or r.diastolic is distinct from k.diastolic
          or r.mean is distinct from k.mean or r.pulse is distinct from k.pulse
          or r.value is null and coalesce(r.flags, 0) & 127 <> coalesce(k.flags, 0) & 127)
        and (f.patient is null
          or f.value is distinct from k.value or f.diastolic is distinct from k.diastolic
          or f.mean is distinct from k.mean or f.pulse is distinct from k.pulse
          or f.value is null and coalesce(f.flags, 0) & 127 <> coalesce(k.flags, 0) & 127) then 3
      when r.received_at = k.received_at then 1
      else 2
    end
  from unnest(p_patient, p_measure, p_reported_at, p_device, p_native_id, p_received_at, p_flags,
      p_value, p_diastolic, p_mean, p_pulse) with ordinality
    as k (patient, measure, reported_at, device, native_id, received_at, flags, value, diastolic,
      mean, pulse, place)
  left join record.reading r using (patient, measure, reported_at, device, native_id)
  left join record.reading_version f on r.version is not null and f.patient = r.patient
    and f.measure = r.measure and f.reported_at = r.reported_at and f.device = r.device
    and f.native_id = r.native_id and f.version = 1
$$;

-- As in V1; the note makes a version.
create or replace function record.note_conflict(
  p_patient bigint[], p_measure smallint[], p_reported_at timestamptz[], p_device bigint[],
  p_native_id bigint[], p_flag bigint)
returns void language plpgsql security definer set search_path = ''
as $$
declare one record.reading;
begin
  for one in
    select r.* from record.reading r
    where (r.patient, r.measure, r.reported_at, r.device, r.native_id) in (
        select * from unnest(p_patient, p_measure, p_reported_at, p_device, p_native_id))
      and coalesce(r.flags, 0) & p_flag = 0
    order by r.patient, r.measure, r.reported_at, r.device, r.native_id
    for update of r
  loop
    perform record.keep_version(one);
    update record.reading set flags = coalesce(flags, 0) | p_flag,
      version = coalesce(version, 1) + 1, changed_at = clock_timestamp()
    where patient = one.patient and measure = one.measure and reported_at = one.reported_at
      and device = one.device and native_id = one.native_id;
  end loop;
end $$;

-- As in V1; a note that says something new makes a version.
create or replace function record.note_meal(
  p_patients bigint[], p_device bigint, p_native_id bigint, p_meal smallint, p_flags bigint)
returns bigint language plpgsql security definer set search_path = ''
as $$
declare one record.reading; met bigint := 0;
begin
  for one in
    select * from record.reading
    where patient = any (p_patients) and measure = 1 and device = p_device
      and native_id = p_native_id
    order by patient, reported_at
    for update
  loop
    met := met + 1;
    if coalesce(p_meal, one.meal) is distinct from one.meal
        or coalesce(one.flags, 0) | p_flags <> coalesce(one.flags, 0) then
      perform record.keep_version(one);
      update record.reading set meal = coalesce(p_meal, meal),
        flags = nullif(coalesce(flags, 0) | p_flags, 0),
        version = coalesce(version, 1) + 1, changed_at = clock_timestamp()
      where patient = one.patient and measure = one.measure and reported_at = one.reported_at
        and device = one.device and native_id = one.native_id;
    end if;
  end loop;
  return met;
end $$;

do $$
declare f text;
begin
  grant create on schema record to trousse_record_definer;
  foreach f in array array[
    'record.keep_version(record.reading)',
    'record.revise(bigint, smallint, timestamptz, bigint, bigint, int, timestamptz, smallint, uuid, text, text, text, smallint, text, boolean, smallint, bigint, smallint, numeric, numeric, numeric, numeric, text, jsonb)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('alter function %s owner to trousse_record_definer', f);
  end loop;
  grant execute on function record.revise(bigint, smallint, timestamptz, bigint, bigint, int,
    timestamptz, smallint, uuid, text, text, text, smallint, text, boolean, smallint, bigint,
    smallint, numeric, numeric, numeric, numeric, text, jsonb) to trousse_record_ingest;
  revoke create on schema record from trousse_record_definer;
end $$;
