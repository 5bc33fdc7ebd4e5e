-- Who may read a record beside its patient: professionals whom the patient named, as far as the role
-- matrix goes, unless the patient blocked them, hid the reading or closed the space. The rules stand
-- in org.trousse.record.care.CareRules; here they stand once more, for a transaction that says in
-- `trousse.professional` who looks.

-- professionals are a register, as devices are: nothing here is about a patient
create table record.professional (
  id         uuid        primary key,  -- the account of the sign-in house
  given      text        not null,
  family     text        not null,
  profession text        not null,     -- TRE_G15, e.g. 60 nurse
  rpps       text        not null,
  synthetic  boolean     not null,
  entered_at timestamptz not null,
  ended_at   timestamptz               -- no longer a professional here
);
create index professional_by_rpps on record.professional (rpps);

-- The role matrix, version by version; a version that was published never changes.
create table record.role_matrix (
  version    text        primary key,
  valid_from date        not null,
  source     text        not null,
  published_at timestamptz not null
);
create table record.role_cell (
  version    text     not null,
  profession text     not null,  -- TRE_G15
  kind       smallint not null,  -- org.trousse.record.care.CareKind; a measure's own code
  reads      boolean  not null,
  writes     boolean  not null,
  emergency  boolean  not null,  -- reads also by emergency access
  primary key (version, profession, kind)
);

-- A professional whom the patient named; rows stay, so that the history does.
create table record.care_relation (
  patient      bigint      not null,
  id           uuid        not null,
  professional uuid        not null,
  since        timestamptz not null,
  until        timestamptz,           -- null: until it is stopped
  named_by     uuid        not null,  -- who decided: the patient or the parent
  stopped_at   timestamptz,
  stopped_by   uuid,
  primary key (patient, id)
);
-- the one question over all patients: a professional's visit list
create index care_by_professional on record.care_relation (professional, patient) where stopped_at is null;

create table record.care_block (
  patient      bigint      not null,
  id           uuid        not null,
  professional uuid        not null,
  at           timestamptz not null,
  blocked_by   uuid        not null,
  lifted_at    timestamptz,
  lifted_by    uuid,
  primary key (patient, id)
);

-- What the patient set for all professionals.
create table record.care_setting (
  patient           bigint   primary key,
  emergency_refused boolean  not null,
  digest            smallint not null,  -- org.trousse.record.care.Digest
  seen_at           timestamptz         -- when the patient last looked at who looked
);

create table record.emergency_access (
  patient      bigint      not null,
  id           uuid        not null,
  professional uuid        not null,
  name         text        not null,  -- as it was then
  profession   text        not null,
  opened_at    timestamptz not null,
  until        timestamptz not null,
  reason       text        not null,
  answer       smallint,              -- the patient's side: 1 knew, 2 did not know, 3 disputes
  words        text,
  answered_at  timestamptz,
  answered_by  uuid,
  reviewed_at  timestamptz,           -- closed by the operator, with a sentence
  review       text,
  primary key (patient, id)
);
create index emergency_unreviewed on record.emergency_access (patient, id) where reviewed_at is null;

-- A reading that the patient hid from professionals; nobody learns that there is one.
create table record.mask (
  patient     bigint      not null,
  measure     smallint    not null,
  reported_at timestamptz not null,
  device      bigint      not null,
  native_id   bigint      not null,
  at          timestamptz not null,
  masked_by   uuid        not null,
  lifted_at   timestamptz,
  lifted_by   uuid,
  primary key (patient, measure, reported_at, device, native_id)
);

-- Each consultation, told to the patient.
create table record.care_notice (
  patient      bigint      not null,
  at           timestamptz not null,
  id           uuid        not null,
  professional uuid        not null,
  name         text        not null,  -- as it was then
  profession   text        not null,
  mode         text        not null,  -- TRE_R248: normal, bris_de_glace
  measures     smallint[]  not null,
  primary key (patient, at, id)
);

-- A space that is not open; an open one has no row, or state 0.
create table record.space (
  patient           bigint      primary key,
  state             smallint    not null,  -- 0 open, 1 closed, 2 objected to, 3 destroyed
  since             timestamptz not null,
  archive_until     timestamptz,           -- CSP L.1111-13-1 IV: ten years after closure
  destruction_asked boolean     not null,
  person            uuid                   -- who decided; null: an operator
);

do $$
declare t text;
begin
  foreach t in array array['care_relation', 'care_block', 'care_setting', 'emergency_access', 'mask',
      'care_notice', 'space'] loop
    execute format('alter table record.%I enable row level security', t);
    execute format('alter table record.%I force row level security', t);
    execute format('create policy definer_looks on record.%I for select to trousse_record_definer using (true)', t);
    execute format('create policy definer_keeps on record.%I for insert to trousse_record_definer with check (true)', t);
    execute format('create policy definer_changes on record.%I for update to trousse_record_definer using (true)', t);
    execute format('create policy owner_keeps on record.%I to %I using (true) with check (true)', t, current_user);
    execute format('grant select, insert, update on record.%I to trousse_record_definer', t);
    execute format('grant select on record.%I to trousse_record_reader', t);
  end loop;
  -- what the patient sees and nobody else
  foreach t in array array['care_relation', 'care_block', 'care_setting', 'emergency_access',
      'care_notice', 'space'] loop
    execute format($p$create policy reader_reads_one_patient on record.%I for select to trousse_record_reader
      using (patient = (select nullif(current_setting('trousse.patient', true), '')::bigint)
        and (select coalesce(current_setting('trousse.professional', true), '') = ''))$p$, t);
  end loop;
end $$;
-- the policy on readings must see masks for whoever looks, as it sees objections
create policy reader_reads_one_patient on record.mask for select to trousse_record_reader
  using (patient = (select nullif(current_setting('trousse.patient', true), '')::bigint));
create policy ingest_inserts on record.care_notice for insert to trousse_record_ingest with check (true);
create policy definer_looks on record.patient for select to trousse_record_definer using (true);
grant insert on record.care_notice to trousse_record_ingest;
grant select on record.patient to trousse_record_definer;
grant select on record.professional, record.role_matrix, record.role_cell to trousse_record_reader;
grant select, insert, update (ended_at) on record.professional to trousse_record_definer;
grant select, insert on record.role_matrix, record.role_cell to trousse_record_definer;

-- The kinds of data that a professional may read of a patient now; none: to them there is no such
-- patient.
create function record.care_kinds(p_patient bigint, p_professional uuid)
returns smallint[] language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(c.kind), '{}')
  from record.professional p
  join record.role_cell c on c.profession = p.profession and c.version = (
    select m.version from record.role_matrix m
    where m.valid_from <= (now() at time zone 'Europe/Paris')::date
    order by m.valid_from desc, m.published_at desc limit 1)
  where p.id = p_professional and p.ended_at is null and c.reads
    and not exists (
      select from record.space s where s.patient = p_patient and s.state <> 0)
    and not exists (
      select from record.care_block b
      where b.patient = p_patient and b.professional = p_professional and b.lifted_at is null)
    and (exists (
        select from record.care_relation r
        where r.patient = p_patient and r.professional = p_professional and r.stopped_at is null
          and r.since <= now() and (r.until is null or r.until > now()))
      or c.emergency and exists (
        select from record.emergency_access e
        where e.patient = p_patient and e.professional = p_professional
          and e.opened_at <= now() and e.until > now())
        and not exists (
          select from record.care_setting t
          where t.patient = p_patient and t.emergency_refused))
$$;

-- The same for whom and of whom the transaction says; a policy asks it once a statement.
create function record.care_kinds()
returns smallint[] language sql stable security definer set search_path = ''
as $$
  select record.care_kinds(
    nullif(current_setting('trousse.patient', true), '')::bigint,
    nullif(current_setting('trousse.professional', true), '')::uuid)
$$;

-- Whether who looks may read this kind of data; the patient may.
create function record.may_care(p_patient bigint, p_kind smallint)
returns boolean language sql stable security definer set search_path = ''
as $$
  select coalesce(current_setting('trousse.professional', true), '') = ''
    or p_kind = any (record.care_kinds(p_patient, current_setting('trousse.professional', true)::uuid))
$$;

-- Whether the space of the transaction's patient is open.
create function record.space_open()
returns boolean language sql stable security definer set search_path = ''
as $$
  select not exists (
    select from record.space s
    where s.patient = nullif(current_setting('trousse.patient', true), '')::bigint and s.state <> 0)
$$;

-- As in V3, and: the space is open, and a professional sees the kinds that are theirs to see, without
-- what the patient hid.
alter policy reader_reads_one_patient on record.reading
  using (patient = (select nullif(current_setting('trousse.patient', true), '')::bigint)
    and (select record.space_open())
    and ((select coalesce(current_setting('trousse.professional', true), '') = '')
      or measure = any ((select record.care_kinds())::smallint[])
        and ((select not exists (
            select from record.mask m
            where m.patient = nullif(current_setting('trousse.patient', true), '')::bigint
              and m.lifted_at is null))
          or not exists (
            select from record.mask m
            where m.patient = reading.patient and m.measure = reading.measure
              and m.reported_at = reading.reported_at and m.device = reading.device
              and m.native_id = reading.native_id and m.lifted_at is null)))
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

-- 100: identity, 102: the trail (org.trousse.record.care.CareKind)
alter policy reader_reads_one_patient on record.patient
  using (id = (select nullif(current_setting('trousse.patient', true), '')::bigint)
    and ((select coalesce(current_setting('trousse.professional', true), '') = '')
      or 100 = any ((select record.care_kinds())::smallint[])));
alter policy reader_reads_one_patient on record.audit_event
  using (patient = (select nullif(current_setting('trousse.patient', true), '')::bigint)
    and ((select coalesce(current_setting('trousse.professional', true), '') = '')
      or 102 = any ((select record.care_kinds())::smallint[])));

-- What the rules decide from, in one row: about an unknown patient as about a known one.
create function record.care_facts(p_patient bigint, p_professional uuid, p_at timestamptz)
returns table (
  known boolean, state smallint, related boolean, until timestamptz, blocked boolean,
  emergency_refused boolean, emergency uuid, emergency_until timestamptz)
language sql stable security definer set search_path = ''
as $$
  select exists (select from record.patient p where p.id = p_patient),
    coalesce((select s.state from record.space s where s.patient = p_patient), 0::smallint),
    r.id is not null, r.until,
    exists (
      select from record.care_block b
      where b.patient = p_patient and b.professional = p_professional and b.lifted_at is null),
    coalesce((select t.emergency_refused from record.care_setting t where t.patient = p_patient), false),
    e.id, e.until
  from (values (1)) as one
  left join lateral (
    select c.id, c.until from record.care_relation c
    where c.patient = p_patient and c.professional = p_professional and c.stopped_at is null
      and c.since <= p_at and (c.until is null or c.until > p_at)
    order by c.until desc nulls first limit 1) r on true
  left join lateral (
    select a.id, a.until from record.emergency_access a
    where a.patient = p_patient and a.professional = p_professional
      and a.opened_at <= p_at and a.until > p_at
    order by a.until desc limit 1) e on true
$$;

-- A professional's visit list: whose relation is open, who did not block them and whose space is open.
create function record.visit_list(p_professional uuid, p_at timestamptz, p_limit int)
returns table (patient bigint) language sql stable security definer set search_path = ''
as $$
  select distinct r.patient from record.care_relation r
  where r.professional = p_professional and r.stopped_at is null
    and r.since <= p_at and (r.until is null or r.until > p_at)
    and exists (
      select from record.professional p where p.id = p_professional and p.ended_at is null)
    and not exists (
      select from record.care_block b
      where b.patient = r.patient and b.professional = p_professional and b.lifted_at is null)
    and not exists (select from record.space s where s.patient = r.patient and s.state <> 0)
  order by r.patient limit p_limit
$$;

-- Names a professional for the care team: 1; 0: they are in it until then already, or they are
-- blocked or no professional; -1: the team is full.
create function record.name_care(
  p_patient bigint, p_id uuid, p_professional uuid, p_since timestamptz, p_until timestamptz,
  p_person uuid, p_max int)
returns int language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('trousse record care ' || p_patient, 0));
  if not exists (select from record.professional p where p.id = p_professional and p.ended_at is null)
    or exists (
      select from record.care_block b
      where b.patient = p_patient and b.professional = p_professional and b.lifted_at is null)
  then
    return 0;
  end if;
  if (select count(distinct r.professional) from record.care_relation r
      where r.patient = p_patient and r.stopped_at is null and r.professional <> p_professional
        and (r.until is null or r.until > p_since)) >= p_max then
    return -1;
  end if;
  -- a new time takes the place of the old one
  update record.care_relation r set stopped_at = p_since, stopped_by = p_person
  where r.patient = p_patient and r.professional = p_professional and r.stopped_at is null
    and (r.until is null or r.until > p_since);
  insert into record.care_relation (patient, id, professional, since, until, named_by)
  values (p_patient, p_id, p_professional, p_since, p_until, p_person);
  return 1;
end $$;

create function record.stop_care(p_patient bigint, p_professional uuid, p_at timestamptz, p_person uuid)
returns bigint language sql security definer set search_path = ''
as $$
  with stopped as (
    update record.care_relation set stopped_at = p_at, stopped_by = p_person
    where patient = p_patient and professional = p_professional and stopped_at is null
      and (until is null or until > p_at)
    returning 1)
  select count(*) from stopped
$$;

-- Blocks a professional, which ends the relation: 1; 0: blocked already; -1: too many blocks.
create function record.block_care(
  p_patient bigint, p_id uuid, p_professional uuid, p_at timestamptz, p_person uuid, p_max int)
returns int language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('trousse record care ' || p_patient, 0));
  if exists (
      select from record.care_block b
      where b.patient = p_patient and b.professional = p_professional and b.lifted_at is null)
    or not exists (select from record.professional p where p.id = p_professional) then
    return 0;
  end if;
  if (select count(*) from record.care_block b
      where b.patient = p_patient and b.lifted_at is null) >= p_max then
    return -1;
  end if;
  perform record.stop_care(p_patient, p_professional, p_at, p_person);
  insert into record.care_block (patient, id, professional, at, blocked_by)
  values (p_patient, p_id, p_professional, p_at, p_person);
  return 1;
end $$;

create function record.unblock_care(p_patient bigint, p_professional uuid, p_at timestamptz, p_person uuid)
returns bigint language sql security definer set search_path = ''
as $$
  with lifted as (
    update record.care_block set lifted_at = p_at, lifted_by = p_person
    where patient = p_patient and professional = p_professional and lifted_at is null
    returning 1)
  select count(*) from lifted
$$;

-- What is null stays as it is.
create function record.set_care(
  p_patient bigint, p_emergency_refused boolean, p_digest smallint, p_seen_at timestamptz)
returns void language sql security definer set search_path = ''
as $$
  insert into record.care_setting (patient, emergency_refused, digest, seen_at)
  values (p_patient, coalesce(p_emergency_refused, false), coalesce(p_digest, 0::smallint), p_seen_at)
  on conflict (patient) do update set
    emergency_refused = coalesce(p_emergency_refused, care_setting.emergency_refused),
    digest = coalesce(p_digest, care_setting.digest),
    seen_at = coalesce(p_seen_at, care_setting.seen_at)
$$;

-- Whom an emergency is about, by exact traits; two at most: with namesakes nobody is found.
create function record.find_patient(p_family text, p_birth_date date)
returns table (patient bigint) language sql stable security definer set search_path = ''
as $$
  select p.id from record.patient p
  where lower(p.family) = lower(p_family) and p.birth_date = p_birth_date
  order by p.id limit 2
$$;
create index patient_by_traits on record.patient (lower(family), birth_date);

create function record.open_emergency(
  p_patient bigint, p_id uuid, p_professional uuid, p_name text, p_profession text,
  p_at timestamptz, p_until timestamptz, p_reason text)
returns void language sql security definer set search_path = ''
as $$
  insert into record.emergency_access
    (patient, id, professional, name, profession, opened_at, until, reason)
  values (p_patient, p_id, p_professional, p_name, p_profession, p_at, p_until, p_reason)
$$;

create function record.answer_emergency(
  p_patient bigint, p_id uuid, p_answer smallint, p_words text, p_at timestamptz, p_person uuid)
returns bigint language sql security definer set search_path = ''
as $$
  with answered as (
    update record.emergency_access
    set answer = p_answer, words = p_words, answered_at = p_at, answered_by = p_person
    where patient = p_patient and id = p_id and reviewed_at is null
    returning 1)
  select count(*) from answered
$$;

-- The operator's review.
create function record.unreviewed_emergencies(p_limit int)
returns setof record.emergency_access language sql stable security definer set search_path = ''
as $$
  select * from record.emergency_access where reviewed_at is null order by opened_at, id limit p_limit
$$;

create function record.review_emergency(p_id uuid, p_at timestamptz, p_review text)
returns table (patient bigint) language sql security definer set search_path = ''
as $$
  update record.emergency_access set reviewed_at = p_at, review = p_review
  where id = p_id and reviewed_at is null returning emergency_access.patient
$$;

-- Hides a reading that there is: 1; 0: there is none; -1: too many are hidden.
create function record.mask(
  p_patient bigint, p_measure smallint, p_reported_at timestamptz, p_device bigint,
  p_native_id bigint, p_at timestamptz, p_person uuid, p_max int)
returns int language plpgsql security definer set search_path = ''
as $$
begin
  if not exists (
      select from record.reading r
      where r.patient = p_patient and r.measure = p_measure and r.reported_at = p_reported_at
        and r.device = p_device and r.native_id = p_native_id) then
    return 0;
  end if;
  if (select count(*) from record.mask m where m.patient = p_patient) >= p_max then
    return -1;
  end if;
  insert into record.mask (patient, measure, reported_at, device, native_id, at, masked_by)
  values (p_patient, p_measure, p_reported_at, p_device, p_native_id, p_at, p_person)
  on conflict (patient, measure, reported_at, device, native_id)
    do update set at = p_at, masked_by = p_person, lifted_at = null, lifted_by = null;
  return 1;
end $$;

create function record.unmask(
  p_patient bigint, p_measure smallint, p_reported_at timestamptz, p_device bigint,
  p_native_id bigint, p_at timestamptz, p_person uuid)
returns bigint language sql security definer set search_path = ''
as $$
  with lifted as (
    update record.mask set lifted_at = p_at, lifted_by = p_person
    where patient = p_patient and measure = p_measure and reported_at = p_reported_at
      and device = p_device and native_id = p_native_id and lifted_at is null
    returning 1)
  select count(*) from lifted
$$;

-- Enters a professional: 1; 0: the account is one already; -1: the number is somebody else's.
create function record.enter_professional(
  p_id uuid, p_given text, p_family text, p_profession text, p_rpps text, p_synthetic boolean,
  p_at timestamptz)
returns int language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('trousse record professional', 0));
  if exists (select from record.professional p where p.id = p_id) then
    return 0;
  end if;
  if exists (
      select from record.professional p where p.rpps = p_rpps and p.ended_at is null) then
    return -1;
  end if;
  insert into record.professional (id, given, family, profession, rpps, synthetic, entered_at)
  values (p_id, p_given, p_family, p_profession, p_rpps, p_synthetic, p_at);
  return 1;
end $$;

create function record.end_professional(p_id uuid, p_at timestamptz)
returns bigint language sql security definer set search_path = ''
as $$
  with ended as (
    update record.professional set ended_at = p_at where id = p_id and ended_at is null returning 1)
  select count(*) from ended
$$;

-- Publishes a version of the matrix; one that is there stays as it is.
create function record.publish_matrix(
  p_version text, p_valid_from date, p_source text, p_at timestamptz, p_professions text[],
  p_kinds smallint[], p_reads boolean[], p_writes boolean[], p_emergency boolean[])
returns boolean language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('trousse record matrix', 0));
  if exists (select from record.role_matrix m where m.version = p_version) then
    return false;
  end if;
  insert into record.role_matrix (version, valid_from, source, published_at)
  values (p_version, p_valid_from, p_source, p_at);
  insert into record.role_cell (version, profession, kind, reads, writes, emergency)
  select p_version, c.* from unnest(p_professions, p_kinds, p_reads, p_writes, p_emergency) as c;
  return true;
end $$;

-- Closes a space, or keeps an objection to one: how many it met that were open.
create function record.close_space(
  p_patient bigint, p_state smallint, p_at timestamptz, p_archive_until timestamptz, p_person uuid)
returns bigint language sql security definer set search_path = ''
as $$
  with closed as (
    insert into record.space (patient, state, since, archive_until, destruction_asked, person)
    values (p_patient, p_state, p_at, p_archive_until, false, p_person)
    on conflict (patient) do update set state = p_state, since = p_at,
      archive_until = p_archive_until, destruction_asked = false, person = p_person
    where space.state = 0
    returning 1)
  select count(*) from closed
$$;

-- Within the archive's time everything is as it was.
create function record.reopen_space(p_patient bigint, p_at timestamptz, p_person uuid)
returns bigint language sql security definer set search_path = ''
as $$
  with opened as (
    update record.space set state = 0, since = p_at, archive_until = null,
      destruction_asked = false, person = p_person
    where patient = p_patient and (state = 2 or state = 1 and archive_until > p_at)
    returning 1)
  select count(*) from opened
$$;

create function record.ask_destruction(p_patient bigint, p_person uuid)
returns bigint language sql security definer set search_path = ''
as $$
  with asked as (
    update record.space set destruction_asked = true, person = coalesce(p_person, person)
    where patient = p_patient and state = 1 and not destruction_asked
    returning 1)
  select count(*) from asked
$$;

-- True, or a constraint is violated: a space that is not open takes no reading. Asked once a batch.
create function record.takes(p_patients bigint[])
returns boolean language plpgsql stable security definer set search_path = ''
as $$
begin
  if exists (select from record.space s where s.patient = any (p_patients) and s.state <> 0) then
    raise check_violation using message = 'a space that is not open takes no reading';
  end if;
  return true;
end $$;

-- Destroys what is in spaces whose archive is over, or whose destruction was asked; the space and the
-- trail stay, to tell it. For the owner of the tables alone; how many spaces it was.
create function record.destroy_due(p_at timestamptz, p_limit int)
returns int language plpgsql set search_path = ''
as $$
declare due bigint[]; t text;
begin
  select array_agg(d.patient) into due from (
    select patient from record.space
    where state = 1 and (destruction_asked or archive_until <= p_at)
    order by patient limit p_limit for update skip locked) d;
  if due is null then
    return 0;
  end if;
  for t in
    select c.relname from pg_catalog.pg_class c
    join pg_catalog.pg_attribute a
      on a.attrelid = c.oid and a.attname = 'patient' and not a.attisdropped
    where c.relnamespace = 'record'::regnamespace and c.relkind = 'r'
      and c.relname not in ('audit_event', 'space')
  loop
    execute format('delete from record.%I where patient = any ($1)', t) using due;
  end loop;
  delete from record.patient where id = any (due);
  update record.space set state = 3, since = p_at where patient = any (due);
  insert into record.audit_event (patient, at, id, what, allowed, measures, counts, detail)
  select patient, p_at, gen_random_uuid(), 'destroy-space', true, '{}', '{}', '' from unnest(due) as patient;
  return cardinality(due);
end $$;
revoke all on function record.destroy_due(timestamptz, int) from public;

do $$
declare f text;
begin
  grant create on schema record to trousse_record_definer;
  for f in
    select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace = 'record'::regnamespace and p.proname in (
      'care_facts', 'visit_list', 'name_care', 'stop_care', 'block_care', 'unblock_care', 'set_care',
      'find_patient', 'open_emergency', 'answer_emergency', 'unreviewed_emergencies',
      'review_emergency', 'mask', 'unmask', 'enter_professional', 'end_professional',
      'publish_matrix', 'close_space', 'reopen_space', 'ask_destruction', 'takes') loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trousse_record_ingest', f);
    execute format('alter function %s owner to trousse_record_definer', f);
  end loop;
  revoke all on function record.care_kinds(bigint, uuid) from public;
  alter function record.care_kinds(bigint, uuid) owner to trousse_record_definer;
  foreach f in array array['record.care_kinds()', 'record.may_care(bigint, smallint)',
      'record.space_open()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trousse_record_reader', f);
    execute format('alter function %s owner to trousse_record_definer', f);
  end loop;
  revoke create on schema record from trousse_record_definer;
end $$;
