-- ---- what people report (room complaint) ----

create table referencing.complaint (
  id        uuid primary key,
  software  text,                             -- null: about the site
  about     text not null,                    -- a word of the catalogue's form
  words     text not null check (length(words) between 1 and 2000),
  contact   text check (length(contact) between 1 and 200),  -- goes when it is closed
  at        timestamptz not null,
  closed_at timestamptz,
  closed_by uuid,                             -- an officer's account
  outcome   text check (length(outcome) between 1 and 2000),
  check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (outcome is null))
);

create index complaint_open on referencing.complaint (software) where closed_at is null;

grant select, insert on referencing.complaint to trousse_referencing;
grant update (closed_at, closed_by, outcome, contact) on referencing.complaint
  to trousse_referencing;
