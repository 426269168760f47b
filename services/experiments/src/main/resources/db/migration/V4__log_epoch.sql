-- Which numbering of events this is. Positions mean something within one epoch alone: a database that is emptied and filled again from
-- Kafka numbers the same events otherwise. No row: it was emptied; the next event that is written begins another epoch.
create table log_epoch (
    id text not null default substr(replace(gen_random_uuid()::text, '-', ''), 1, 8),
    only_one boolean primary key default true check (only_one)
);
insert into log_epoch default values;
