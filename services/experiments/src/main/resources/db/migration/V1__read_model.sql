-- The read model of the mesh's log. Everything here can be made again from Kafka.

-- Every event that could be read, once. Writers take turns, so that positions become visible in their order:
-- whoever has read up to a position has missed nothing before it.
create table event_log (
    position bigserial primary key,
    topic text not null,
    kafka_partition integer not null,
    kafka_offset bigint not null,
    event_id text not null,
    experiment_id text not null,
    type text not null,
    occurred_at timestamptz not null,
    -- json and not jsonb: the text as it stands in the log, digit for digit
    body json not null,
    unique (topic, kafka_partition, kafka_offset),
    -- the same happening written twice: the first one counts
    unique (experiment_id, type, event_id)
);
create index event_log_of_experiment on event_log (experiment_id, position);

-- Topics are read side by side, so an experiment's other events may come before its request: all but its id may be unknown.
create table experiment (
    id text primary key,
    name text,
    profile text,
    settings json,
    requested_at timestamptz,
    stop_requested_at timestamptz,
    phase text,
    round integer,
    rounds integer,
    policy_version bigint,
    baseline double precision,
    best_reward double precision,
    outcome text,
    model_id text,
    reason text,
    ended_at timestamptz
);
create index experiment_newest on experiment (requested_at desc, id);

create table trial (
    id text primary key,
    experiment_id text not null,
    state text not null,
    purpose text,
    round integer,
    update_index integer,
    trial_index integer,
    sequence text,
    policy_version bigint,
    log_probability double precision,
    psnr double precision,
    penalty double precision,
    reward double precision,
    applied_in bigint,
    failure text
);
create index trial_of_experiment on trial (experiment_id, round, update_index, trial_index);

create table policy_version (
    id text primary key,
    experiment_id text not null,
    version bigint not null,
    round integer not null,
    update_index integer not null,
    applied_trials integer not null,
    parameters_sha256 text not null,
    baseline double precision not null,
    mean_reward double precision not null,
    mean_entropy double precision not null,
    gradient_norm double precision not null,
    published_at timestamptz not null,
    unique (experiment_id, version)
);

create table model (
    id text primary key,
    experiment_id text not null,
    sequence text not null,
    steps integer not null,
    validation_psnr double precision not null,
    bicubic_psnr double precision not null,
    parameters bigint not null,
    multiply_adds_per_pixel bigint not null,
    saved_model_sha256 text not null,
    saved_model_size bigint not null
);
create index model_of_experiment on model (experiment_id);
