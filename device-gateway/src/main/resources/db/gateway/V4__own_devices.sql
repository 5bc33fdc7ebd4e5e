-- what was kept aside of one device: its patient reads how much, and why
create index quarantine_by_device on gateway.quarantine (device, received_at desc);
