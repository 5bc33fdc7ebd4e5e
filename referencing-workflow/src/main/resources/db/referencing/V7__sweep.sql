-- ---- what is swept: delivered parcels and old nights, never the history ----

create index outbox_delivered on referencing.outbox (done_at) where done_at is not null;
create index check_night_by_day on referencing.check_night (day);

-- The role may not delete parcels: one that waits would stop nobody. It may forget delivered ones.
create function referencing.forget_delivered(p_before timestamptz, p_limit int)
returns int language sql security definer set search_path = ''
as $$
  with swept as (
    delete from referencing.outbox where (dossier, lane, version) in (
      select dossier, lane, version from referencing.outbox
      where done_at < p_before order by done_at limit p_limit for update skip locked)
    returning 1)
  select count(*)::int from swept
$$;
revoke all on function referencing.forget_delivered(timestamptz, int) from public;
grant execute on function referencing.forget_delivered(timestamptz, int) to trousse_referencing;
