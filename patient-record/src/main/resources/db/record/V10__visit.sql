-- A professional's visits, what they handed over, and who read it. Rows only come; none changes.
create table record.visit (
  patient      bigint      not null,
  id           uuid        not null,
  professional uuid        not null,
  name         text        not null,  -- as it was then
  profession   text        not null,  -- TRE_G15
  at           timestamptz not null,  -- when it ended
  primary key (patient, id)
);

create table record.transmission (
  patient      bigint      not null,
  id           uuid        not null,
  professional uuid        not null,
  name         text        not null,
  profession   text        not null,
  at           timestamptz not null,
  period_from  timestamptz not null,  -- what its numbers are about, until `at`
  data         text        not null,
  action       text        not null,
  result       text        not null,
  primary key (patient, id)
);

create table record.transmission_read (
  patient      bigint      not null,
  transmission uuid        not null,
  reader       uuid        not null,  -- the account of who read it
  name         text        not null,
  at           timestamptz not null,
  primary key (patient, transmission, reader)
);

do $$
declare t text;
begin
  foreach t in array array['visit', 'transmission', 'transmission_read'] loop
    execute format('alter table record.%I enable row level security', t);
    execute format('alter table record.%I force row level security', t);
    execute format('create policy owner_keeps on record.%I to %I using (true) with check (true)', t, current_user);
    execute format('create policy ingest_inserts on record.%I for insert to trousse_record_ingest with check (true)', t);
    -- 101: notes (org.trousse.record.care.CareKind)
    execute format($p$create policy reader_reads_one_patient on record.%I for select to trousse_record_reader
      using (patient = (select nullif(current_setting('trousse.patient', true), '')::bigint)
        and (select record.space_open())
        and ((select coalesce(current_setting('trousse.professional', true), '') = '')
          or 101 = any ((select record.care_kinds())::smallint[])))$p$, t);
    execute format('grant insert on record.%I to trousse_record_ingest', t);
    execute format('grant select on record.%I to trousse_record_reader', t);
  end loop;
  -- as with the readings that they are about
  foreach t in array array['reading_version', 'reading_act'] loop
    execute format($p$alter policy reader_reads_one_patient on record.%1$I
      using (patient = (select nullif(current_setting('trousse.patient', true), '')::bigint)
        and (select record.space_open())
        and ((select coalesce(current_setting('trousse.professional', true), '') = '')
          or measure = any ((select record.care_kinds())::smallint[])
            and not exists (
              select from record.mask m
              where m.patient = %1$I.patient and m.measure = %1$I.measure
                and m.reported_at = %1$I.reported_at and m.device = %1$I.device
                and m.native_id = %1$I.native_id and m.lifted_at is null)))$p$, t);
  end loop;
end $$;
