-- What was issued of windows of sensor glucose: each version that somebody was shown, so that a
-- number that changes because readings came late keeps its name and gets a higher version.
create table record.aggregate (
  patient   bigint      not null,
  day       date        not null,  -- the last local day of the window
  days      smallint    not null,  -- how many it has
  version   int         not null,  -- 1, 2, 3, … without a gap
  issued_at timestamptz not null,
  read_at   timestamptz not null,  -- of what stood in the record then
  newest    timestamptz not null,  -- when the newest of its readings was received or changed
  numbers   jsonb       not null,
  primary key (patient, day, days, version)
);

alter table record.aggregate enable row level security;
alter table record.aggregate force row level security;
create policy reader_reads_one_patient on record.aggregate for select to trousse_record_reader
  using (patient = (select nullif(current_setting('trousse.patient', true), '')::bigint)
    and (select record.space_open())
    and (select coalesce(current_setting('trousse.professional', true), '') = ''));
create policy definer_looks on record.aggregate for select to trousse_record_definer using (true);
create policy definer_issues on record.aggregate for insert to trousse_record_definer with check (true);
do $$ begin
  execute format('create policy owner_keeps on record.aggregate to %I using (true) with check (true)', current_user);
end $$;

grant select on record.aggregate to trousse_record_reader;
grant select, insert on record.aggregate to trousse_record_definer;

-- The version that holds now. The same numbers are the same version; what was counted of an older
-- state of the record than the last version never replaces it.
create function record.issue_aggregate(
  p_patient bigint, p_day date, p_days smallint, p_issued_at timestamptz, p_read_at timestamptz,
  p_newest timestamptz, p_numbers jsonb)
returns setof record.aggregate language plpgsql security definer set search_path = ''
as $$
declare last record.aggregate;
begin
  perform pg_advisory_xact_lock(
    hashtextextended('trousse record aggregate ' || p_patient || ' ' || p_day || ' ' || p_days, 0));
  select a.* into last from record.aggregate a
  where a.patient = p_patient and a.day = p_day and a.days = p_days
  order by a.version desc limit 1;
  if last.version is null or (last.numbers <> p_numbers and last.read_at < p_read_at) then
    return query
      insert into record.aggregate
        (patient, day, days, version, issued_at, read_at, newest, numbers)
      values (p_patient, p_day, p_days, coalesce(last.version, 0) + 1, p_issued_at, p_read_at,
        p_newest, p_numbers)
      returning *;
  else
    return next last;
  end if;
end $$;

-- Who adds a reading only if there is none with its number asks here, in the same transaction: of
-- several at once the others wait until the first has committed. When the first one that is there
-- was measured; null: there is none.
create function record.claim_number(
  p_patient bigint, p_measure smallint, p_device bigint, p_native_id bigint)
returns timestamptz language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(
    concat_ws(' ', 'trousse record number', p_patient, p_measure, p_device, p_native_id), 0));
  return (select min(r.reported_at) from record.reading r
    where r.patient = p_patient and r.measure = p_measure and r.device = p_device
      and r.native_id = p_native_id);
end $$;

do $$
declare f text;
begin
  grant create on schema record to trousse_record_definer;
  foreach f in array array[
    'record.issue_aggregate(bigint, date, smallint, timestamptz, timestamptz, timestamptz, jsonb)',
    'record.claim_number(bigint, smallint, bigint, bigint)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trousse_record_ingest', f);
    execute format('alter function %s owner to trousse_record_definer', f);
  end loop;
  revoke create on schema record from trousse_record_definer;
end $$;
