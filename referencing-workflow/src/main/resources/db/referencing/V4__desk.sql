-- ---- the desk (room desk) ----

-- what lists show of a dossier beside its history
create table referencing.desk (
  dossier  uuid primary key,
  app_name text,                              -- as the newest readable manifest says
  flags    text[] not null default '{}',      -- org.trousse.referencing.desk.Flag
  taken_by uuid,                              -- the officer who works on it
  taken_at timestamptz
);

-- numbers for references that people read out, e.g. TR-2026-0001
create sequence referencing.dossier_number;

grant select, insert, update on referencing.desk to trousse_referencing;
grant usage on sequence referencing.dossier_number to trousse_referencing;
