-- ---- rehearsed incidents (room drill) ----

-- the one key pair by which every process of the platform signs drills
create table referencing.drill_key (
  one         boolean primary key default true check (one),
  kid         text not null,
  private_key bytea not null                    -- JWK, encrypted under the platform's key
);

grant select, insert on referencing.drill_key to trousse_referencing;
