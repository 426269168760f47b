-- Whether a piece of work was answered is asked for each that somebody holds.
create index event_log_of_work on event_log (experiment_id, (coalesce(body->>'workId', body->>'trialId')));
