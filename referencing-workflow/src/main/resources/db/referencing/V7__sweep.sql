-- ---- what is swept: delivered parcels and old nights, never the history ----

create index outbox_delivered on referencing.outbox (done_at) where done_at is not null;
create index check_night_by_day on referencing.check_night (day);

grant delete on referencing.outbox to trousse_referencing;
