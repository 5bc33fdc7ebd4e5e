-- The trail is sealed into a Merkle tree (docs/trail.md): each event is a leaf, and signed
-- checkpoints, which also leave the database, tell the root. What was sealed before is sealed again.

do $$ begin
  -- auditor: reads the whole trail and nothing else, to export and to verify it
  if not exists (select from pg_roles where rolname = 'trousse_record_auditor') then
    create role trousse_record_auditor nologin;
  end if;
end $$;

drop function record.seal_begin(int);
drop function record.seal_end(bigint, timestamptz, int, bytea, bytea);
drop function record.audit_chain(bigint, bigint);
drop function record.audit_digest(record.audit_event);
drop table record.audit_seal;
drop policy ingest_inserts on record.audit_event;
alter table record.audit_event drop column seal;  -- and its indexes

alter table record.audit_event add column leaf bigint;  -- 0, 1, 2, …; null for less than a second
-- the log is one sequence over all patients: two plain indexes follow it, local to a shard
create index audit_unsealed on record.audit_event (at, patient, id) where leaf is null;
create index audit_by_leaf on record.audit_event (leaf);
create index audit_by_id on record.audit_event (patient, id);

create table record.audit_checkpoint (
  number    bigint      not null,     -- 1, 2, 3, … without a gap
  at        timestamptz not null,     -- never before that of the number before
  tree_size bigint      primary key,  -- grows with each
  frontier  bytea       not null,     -- roots of the tree's perfect subtrees, the widest first
  note      text        not null      -- signed: origin, size and root (c2sp.org/tlog-checkpoint)
);

-- the tree's hashes at each eighth height, 256 a tile (org.trousse.record.merkle.Tiles)
create table record.audit_tile (
  level  int    not null,
  index  bigint not null,
  hashes bytea  not null,
  primary key (level, index),
  check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0)
);
alter table record.audit_tile alter column hashes set storage external;  -- a hash does not compress

create policy ingest_inserts on record.audit_event for insert to trousse_record_ingest with check (leaf is null);
create policy auditor_reads on record.audit_event for select to trousse_record_auditor using (true);
grant usage on schema record to trousse_record_auditor;
grant select on record.audit_event, record.audit_checkpoint, record.audit_tile to trousse_record_auditor;
grant select on record.audit_checkpoint, record.audit_tile to trousse_record_reader;
grant update (leaf) on record.audit_event to trousse_record_definer;
grant select, insert on record.audit_checkpoint to trousse_record_definer;
grant select, insert, update (hashes) on record.audit_tile to trousse_record_definer;

-- Every column of an event but its leaf, as text.
create function record.audit_columns(e record.audit_event)
returns text[] language sql stable
as $$
  select array[
    e.patient::text,
    case when isfinite(e.at) then (extract(epoch from e.at) * 1000000)::bigint::text else e.at::text end,
    e.id::text, e.what, e.client_id, e.app_name, e.person::text, e.token_id::text, e.allowed::text,
    e.measures::text, e.counts::text, e.detail]
$$;

-- The hash of an event's leaf (RFC 6962, 2.1); the same as org.trousse.record.seal.LeafForm.
create function record.audit_leaf(e record.audit_event)
returns bytea language sql stable
as $$
  select sha256('\x00'::bytea || convert_to(
    E'trousse-audit-1\n' || string_agg(
      case when c is null then E'-\n' else octet_length(convert_to(c, 'UTF8')) || ':' || c || E'\n' end,
      '' order by place), 'UTF8'))
  from unnest(record.audit_columns(e)) with ordinality as columns (c, place)
$$;

-- Makes events that wait the tree's next leaves and tells their hashes, and the head that they
-- extend; no row when nothing waits or another node seals. The transaction ends with seal_end.
create function record.seal_begin(p_limit int)
returns table (number bigint, at timestamptz, tree_size bigint, frontier bytea, note text, leaves bytea)
language plpgsql security definer set search_path = ''
as $$
declare head record.audit_checkpoint; size bigint; hashes bytea;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('trousse record audit', 0)) then
    return;
  end if;
  select c.* into head from record.audit_checkpoint c order by c.tree_size desc limit 1;
  size := coalesce(head.tree_size, 0);
  if exists (select from record.audit_event e where e.leaf >= size) then
    raise exception 'the trail has leaves beyond its newest checkpoint';
  end if;
  with waiting as (
    select e.patient, e.at, e.id from record.audit_event e where e.leaf is null
    order by e.at, e.patient, e.id limit p_limit),
  placed as (
    select w.*, size - 1 + row_number() over (order by w.at, w.patient, w.id) as leaf from waiting w),
  taken as (
    update record.audit_event e set leaf = p.leaf from placed p
    where e.patient = p.patient and e.at = p.at and e.id = p.id
    returning p.leaf, record.audit_leaf(e) as hash)
  select string_agg(t.hash, ''::bytea order by t.leaf) into hashes from taken t;
  if hashes is not null then
    return query
      select head.number, head.at, size, coalesce(head.frontier, ''::bytea), head.note, hashes;
  end if;
end $$;

-- Keeps the next checkpoint and what it adds to tiles, each at the place where its tile ended.
create function record.seal_end(
  p_number bigint, p_at timestamptz, p_size bigint, p_frontier bytea, p_note text,
  p_levels int[], p_indexes bigint[], p_offsets int[], p_hashes bytea[])
returns void language plpgsql security definer set search_path = ''
as $$
begin
  insert into record.audit_checkpoint (number, at, tree_size, frontier, note)
  values (p_number, p_at, p_size, p_frontier, p_note);
  for i in 1 .. cardinality(p_levels) loop
    if p_offsets[i] = 0 then
      insert into record.audit_tile (level, index, hashes)
      values (p_levels[i], p_indexes[i], p_hashes[i]);
    else
      update record.audit_tile t set hashes = t.hashes || p_hashes[i]
      where t.level = p_levels[i] and t.index = p_indexes[i]
        and octet_length(t.hashes) = p_offsets[i] * 32;
      if not found then
        raise exception 'a tile of the trail does not end where it should';
      end if;
    end if;
  end loop;
end $$;

do $$
declare f text;
begin
  grant create on schema record to trousse_record_definer;
  foreach f in array array[
    'record.seal_begin(int)',
    'record.seal_end(bigint, timestamptz, bigint, bytea, text, int[], bigint[], int[], bytea[])'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trousse_record_ingest', f);
    execute format('alter function %s owner to trousse_record_definer', f);
  end loop;
  revoke create on schema record from trousse_record_definer;
end $$;
