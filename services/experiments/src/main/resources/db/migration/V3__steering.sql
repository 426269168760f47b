-- The pauses of an experiment: it is paused while the last one is not over.
alter table experiment add column last_pause integer not null default 0, add column last_resumed integer not null default 0;

-- Deleted by its user. The row stays, empty, so that what other topics bring late is known to be of no use.
alter table experiment add column deleted_at timestamptz;

-- For lists; what Experiment.state() says.
alter table experiment add column state text not null generated always as (
    case
        when outcome is not null then outcome
        when stop_requested_at is not null then 'STOPPING'
        when last_pause > last_resumed then 'PAUSED'
        when phase is not null or policy_version is not null then 'RUNNING'
        else 'REQUESTED'
    end) stored;

-- Which request was answered with which experiment. The one thing here that Kafka does not know: who repeats a request after the database
-- was lost gets another experiment.
create table idempotency_key (
    key text primary key,
    fingerprint text not null,
    experiment_id text not null,
    used_at timestamptz not null default now()
);
create index idempotency_key_of_experiment on idempotency_key (experiment_id);
create index idempotency_key_oldest on idempotency_key (used_at);
