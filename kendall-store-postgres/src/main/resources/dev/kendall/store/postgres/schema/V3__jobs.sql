-- What is to be done later. A user's jobs go with the user; nobody's jobs have no user.

create table ${schema}.jobs (
    job_id uuid not null,
    user_id text collate "C",
    handler text collate "C" not null,
    key text collate "C",
    payload text not null,
    tags text[] collate "C" not null default '{}',
    priority interval not null default '0',
    concurrency_key text collate "C",
    idempotency_key text collate "C",
    idempotent_until timestamptz,
    status text not null,
    enqueued_at timestamptz not null,
    due_at timestamptz not null,
    latest_at timestamptz not null,
    ready_at timestamptz,
    expires_at timestamptz,
    attempts integer not null default 0,
    token uuid,
    worker text,
    started_at timestamptz,
    cancelled boolean not null default false,
    finished_at timestamptz,
    output text,
    runs jsonb not null default '[]',
    constraint jobs_pkey primary key (job_id),
    constraint jobs_user foreign key (user_id) references ${schema}.users on delete cascade,
    constraint jobs_status check (status in ('WAITING', 'RUNNING', 'RETRYING', 'SUCCEEDED', 'DEAD', 'CANCELLED', 'EXPIRED')),
    constraint jobs_finished check ((finished_at is null) = (status in ('WAITING', 'RUNNING', 'RETRYING'))),
    constraint jobs_ready check ((ready_at is null) = (finished_at is not null)),
    constraint jobs_held check ((token is not null) = (status = 'RUNNING') and (worker is null) = (token is null)
        and (started_at is null) = (token is null)),
    constraint jobs_idempotent check ((idempotency_key is null) = (idempotent_until is null)),
    constraint jobs_attempts check (attempts >= 0),
    constraint jobs_runs check (jsonb_typeof(runs) = 'array')
) with (fillfactor = 70);
comment on table ${schema}.jobs is 'What is to be done later, by whom, and what became of it.';
comment on column ${schema}.jobs.latest_at is 'How far requests can put it off.';
comment on column ${schema}.jobs.ready_at is
    'When a worker may take it: its due time less its priority; while one has it, the end of that one''s lease; null once it is finished.';
comment on column ${schema}.jobs.token is 'Whose it is: who ends it has to name this.';
comment on column ${schema}.jobs.cancelled is 'Whether it was called off while it runs.';
comment on column ${schema}.jobs.runs is 'The tries that have ended, at most the latest 100.';
-- Nobody's jobs are one user's: of theirs, too, one waits under a key.
create unique index jobs_waiting on ${schema}.jobs (user_id, handler, key) nulls not distinct
    where status = 'WAITING' and key is not null;
create unique index jobs_asked on ${schema}.jobs (user_id, handler, idempotency_key) nulls not distinct
    where idempotency_key is not null;
create index jobs_of_user on ${schema}.jobs (user_id, job_id) where user_id is not null;
-- Over all users, as workers take what is due whosever it is.
create index jobs_due on ${schema}.jobs (handler, ready_at, job_id) where status in ('WAITING', 'RETRYING');
create index jobs_held on ${schema}.jobs (ready_at) where status = 'RUNNING';
create index jobs_over on ${schema}.jobs (finished_at) where finished_at is not null;
create index jobs_dead on ${schema}.jobs (job_id) where status = 'DEAD';

create table ${schema}.job_slots (
    owner text collate "C" not null,
    concurrency_key text collate "C" not null,
    job_id uuid not null,
    until timestamptz not null,
    constraint job_slots_pkey primary key (owner, concurrency_key),
    constraint job_slots_job foreign key (job_id) references ${schema}.jobs on delete cascade
) with (fillfactor = 70);
comment on table ${schema}.job_slots is
    'Which job of those with one concurrency key runs. Two workers that take jobs at once meet here, and one of them goes without.';
comment on column ${schema}.job_slots.owner is 'The user, or nothing for jobs of nobody''s.';
create index job_slots_of_job on ${schema}.job_slots (job_id);

insert into ${schema}.schema_version (version) values (3);

alter table ${schema}.jobs enable row level security;
alter table ${schema}.job_slots enable row level security;
