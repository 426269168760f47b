-- How far each partition has been written: moved in the transaction that writes the record, and where reading goes on. No row: from the
-- beginning. So a read model that is lost, or restored from an older backup, is completed from Kafka.
create table topic_position (
    topic text not null,
    kafka_partition integer not null,
    next_offset bigint not null,
    primary key (topic, kafka_partition)
);

-- What a record has besides its body, so that it can be written again as it was. Unknown for events of the first schema.
alter table event_log add column record_key bytea, add column headers json;

-- Every experiment that an event names has a row; one whose request does not come is given up after a while.
alter table experiment add column seen_at timestamptz not null default now();
insert into experiment (id) select distinct experiment_id from event_log on conflict do nothing;
create index experiment_unknown on experiment (seen_at) where requested_at is null;

-- Records that are no events of an experiment, as they came.
create table dead_letter (
    id bigserial primary key,
    topic text not null,
    kafka_partition integer not null,
    kafka_offset bigint not null,
    record_key bytea,
    body bytea,
    headers json not null,
    kind text not null,
    reason text not null,
    experiment_id text,
    recorded_at timestamptz not null default now(),
    -- when it was copied to the dead-letter topic
    published_at timestamptz,
    -- when it was last written back to its topic
    redriven_at timestamptz,
    unique (topic, kafka_partition, kafka_offset)
);
create index dead_letter_unpublished on dead_letter (id) where published_at is null;

-- Trials that nobody waits for any more: their experiment has ended.
update trial set state = 'SUPERSEDED'
from experiment
where experiment.id = trial.experiment_id and experiment.outcome is not null
    and (trial.state = 'SAMPLED' or (trial.state = 'MEASURED' and trial.purpose = 'REINFORCE'));
