-- a device may belong to an app: it may then add what the patient lets that app add, nothing else
alter table gateway.device add column app text;  -- client id; null: nobody's but the platform's

-- who has how many devices of an app now
create index binding_by_patient on gateway.binding (patient) where upper_inf(during);
