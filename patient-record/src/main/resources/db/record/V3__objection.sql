-- Past readings that a patient asked to set aside: some kinds that one app, or its devices, added up
-- to a day. They stay as they are; whoever reads a record does not see them unless the transaction
-- says `trousse.set_aside = 'shown'`, as the log does, which tells what happened.
create table record.objection (
  patient   bigint      not null,
  id        uuid        not null,
  app       text        not null,  -- client id
  measures  smallint[]  not null,  -- org.trousse.sdk.measure.Measure
  devices   bigint[]    not null,  -- of the app, those that had sent such readings
  before    timestamptz not null,  -- readings measured before this,
  at        timestamptz not null,  -- and received before this: when it was asked
  person    uuid        not null,  -- who asked
  readings  int         not null,  -- how many it met
  undone_at timestamptz,           -- when the patient took it back
  primary key (patient, id)
);

alter table record.objection enable row level security;
alter table record.objection force row level security;
create policy reader_reads_one_patient on record.objection for select to trousse_record_reader
  using (patient = (select nullif(current_setting('trousse.patient', true), '')::bigint));
create policy definer_looks on record.objection for select to trousse_record_definer using (true);
create policy definer_keeps on record.objection for insert to trousse_record_definer with check (true);
create policy definer_undoes on record.objection for update to trousse_record_definer using (true);
do $$ begin
  execute format('create policy owner_keeps on record.objection to %I using (true) with check (true)', current_user);
end $$;

grant select on record.objection to trousse_record_reader;
grant select, insert, update (undone_at) on record.objection to trousse_record_definer;

-- The two questions in parentheses are asked once a statement, the last one only for a patient who
-- objects to something.
alter policy reader_reads_one_patient on record.reading
  using (patient = (select nullif(current_setting('trousse.patient', true), '')::bigint)
    and ((select coalesce(current_setting('trousse.set_aside', true), '') = 'shown')
      or (select not exists (
        select from record.objection o
        where o.patient = nullif(current_setting('trousse.patient', true), '')::bigint
          and o.undone_at is null))
      or not exists (
        select from record.objection o
        where o.patient = reading.patient and o.undone_at is null
          and reading.measure = any (o.measures) and reading.device = any (o.devices)
          and reading.received_at < o.at
          and reading.reported_at + coalesce(reading.correction_s, 0) * interval '1 second'
            < o.before)));

-- Sets readings aside. Returns how many it meets that were not set aside before; nothing is kept
-- when there is none. -1: the patient has too many objections already.
create function record.object(
  p_patient bigint, p_id uuid, p_app text, p_measures smallint[], p_before timestamptz,
  p_at timestamptz, p_person uuid, p_max int)
returns int language plpgsql security definer set search_path = ''
as $$
declare sent_by bigint[]; met int;
begin
  perform pg_advisory_xact_lock(hashtextextended('trousse record objection ' || p_patient, 0));
  if (select count(*) from record.objection o
      where o.patient = p_patient and o.undone_at is null) >= p_max then
    return -1;
  end if;
  select array_agg(distinct r.device), count(*) into sent_by, met
  from record.reading r join record.device d on d.key = r.device
  where r.patient = p_patient and d.app = p_app and r.measure = any (p_measures)
    and r.received_at < p_at
    and r.reported_at + coalesce(r.correction_s, 0) * interval '1 second' < p_before
    and not exists (
      select from record.objection o
      where o.patient = p_patient and o.undone_at is null
        and r.measure = any (o.measures) and r.device = any (o.devices) and r.received_at < o.at
        and r.reported_at + coalesce(r.correction_s, 0) * interval '1 second' < o.before);
  if met > 0 then
    insert into record.objection
      (patient, id, app, measures, devices, before, at, person, readings)
    values (p_patient, p_id, p_app, p_measures, sent_by, p_before, p_at, p_person, met);
  end if;
  return met;
end $$;

-- Takes an objection back; how many it found that were made after p_since and still held.
create function record.undo_objection(
  p_patient bigint, p_id uuid, p_at timestamptz, p_since timestamptz)
returns bigint language sql security definer set search_path = ''
as $$
  with undone as (
    update record.objection set undone_at = p_at
    where patient = p_patient and id = p_id and undone_at is null and at > p_since
    returning 1)
  select count(*) from undone
$$;

do $$
declare f text;
begin
  grant create on schema record to trousse_record_definer;
  foreach f in array array[
    'record.object(bigint, uuid, text, smallint[], timestamptz, timestamptz, uuid, int)',
    'record.undo_objection(bigint, uuid, timestamptz, timestamptz)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trousse_record_ingest', f);
    execute format('alter function %s owner to trousse_record_definer', f);
  end loop;
  revoke create on schema record from trousse_record_definer;
end $$;
