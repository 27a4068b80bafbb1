-- What the nodes of a cutover share. No row of these stands on one of the users' tables: a user may be on the other side only, or erased.

create table ${schema}.cutover_plan (
    only_one boolean not null default true,
    epoch bigint not null,
    plan jsonb not null,
    constraint cutover_plan_pkey primary key (only_one),
    constraint cutover_plan_only_one check (only_one),
    constraint cutover_plan_epoch check (epoch >= 1)
);
comment on table ${schema}.cutover_plan is
    'The plan that all nodes of a cutover go by. It is locked by whoever announces a write, so that it does not change meanwhile.';

create table ${schema}.cutover_homes (
    user_id text collate "C" not null,
    side text not null,
    constraint cutover_homes_pkey primary key (user_id),
    constraint cutover_homes_side check (side in ('OLD', 'NEW'))
);
comment on table ${schema}.cutover_homes is
    'The side that has the authority over a user, once it was asked for. It changes only while nothing of the user is on its way.';

create table ${schema}.cutover_intents (
    intent_id uuid not null,
    user_id text collate "C" not null,
    scopes text[] collate "C" not null,
    begun_at timestamptz not null,
    constraint cutover_intents_pkey primary key (intent_id)
);
comment on table ${schema}.cutover_intents is 'Writes that were announced and may be under way.';
create index cutover_intents_by_user on ${schema}.cutover_intents (user_id);
create index cutover_intents_by_time on ${schema}.cutover_intents (begun_at);

create table ${schema}.cutover_marks (
    mark_id uuid not null,
    user_id text collate "C" not null,
    scopes text[] collate "C" not null,
    marked_at timestamptz not null,
    constraint cutover_marks_pkey primary key (mark_id)
);
comment on table ${schema}.cutover_marks is
    'What transactions have written, to be owed: rows are only added by them, so that they never conflict with the copier.';
create index cutover_marks_by_user on ${schema}.cutover_marks (user_id);

create table ${schema}.cutover_queue (
    user_id text collate "C" not null,
    due_at timestamptz not null,
    token uuid,
    constraint cutover_queue_pkey primary key (user_id)
);
comment on table ${schema}.cutover_queue is 'Users with debts, each locked by whoever changes the debts.';
comment on column ${schema}.cutover_queue.due_at is
    'When a copier may take the user: while one has it, the end of that one''s lease; infinity when all debts were given up.';
comment on column ${schema}.cutover_queue.token is 'Whose the user is, until it is given back.';
create index cutover_queue_due on ${schema}.cutover_queue (due_at, user_id);

create table ${schema}.cutover_debts (
    user_id text collate "C" not null,
    scope text collate "C" not null,
    place smallint not null,
    generation bigint not null default 1,
    healing boolean not null default false,
    attempts integer not null default 0,
    since timestamptz not null,
    due_at timestamptz not null,
    reason text,
    dead boolean not null default false,
    constraint cutover_debts_pkey primary key (user_id, scope),
    constraint cutover_debts_user foreign key (user_id) references ${schema}.cutover_queue,
    constraint cutover_debts_generation check (generation >= 1),
    constraint cutover_debts_attempts check (attempts >= 0)
);
comment on table ${schema}.cutover_debts is 'What has to be made equal on the other side.';
comment on column ${schema}.cutover_debts.place is 'The order in which they are settled: users before threads before messages.';
comment on column ${schema}.cutover_debts.since is 'When it was first owed, and was not settled since.';
comment on column ${schema}.cutover_debts.reason is 'Why it failed the last time; nothing that was said.';
create index cutover_debts_dead on ${schema}.cutover_debts (since, user_id, scope) where dead;

create table ${schema}.cutover_tombstones (
    user_hash bytea not null,
    kind text not null,
    entity_id text collate "C" not null,
    deleted_at timestamptz not null,
    constraint cutover_tombstones_pkey primary key (user_hash, kind, entity_id),
    constraint cutover_tombstones_kind check (kind in ('USER', 'THREAD', 'MESSAGE', 'CONTACT', 'PATTERN', 'MEMORY')),
    constraint cutover_tombstones_of_user check (kind <> 'USER' or entity_id = '')
);
comment on table ${schema}.cutover_tombstones is
    'What was deleted on the authority. Of an erased user nothing is left but a hash over the id and the salt of the plan.';
create index cutover_tombstones_by_time on ${schema}.cutover_tombstones (deleted_at);

create table ${schema}.cutover_counters (
    name text collate "C" not null,
    value bigint not null default 0,
    constraint cutover_counters_pkey primary key (name)
) with (fillfactor = 70);
comment on table ${schema}.cutover_counters is 'What all nodes have counted since the stages last changed.';

create table ${schema}.cutover_samples (
    sampled_at timestamptz not null,
    epoch bigint not null,
    to_new bigint not null,
    to_old bigint not null,
    dead bigint not null,
    oldest timestamptz,
    counters jsonb not null,
    constraint cutover_samples_pkey primary key (sampled_at),
    constraint cutover_samples_counts check (to_new >= 0 and to_old >= 0 and dead >= 0),
    constraint cutover_samples_counters check (jsonb_typeof(counters) = 'object')
);
comment on table ${schema}.cutover_samples is 'The counters and what was owed, once in a while: how the cutover went over time.';

create table ${schema}.cutover_mismatches (
    mismatch_id bigint generated always as identity,
    found_at timestamptz not null,
    kind text not null,
    field text not null,
    fingerprint text not null,
    constraint cutover_mismatches_pkey primary key (mismatch_id)
);
comment on table ${schema}.cutover_mismatches is 'Fields that the two sides answered differently, with nothing of the user''s.';

create table ${schema}.cutover_notes (
    name text collate "C" not null,
    note jsonb not null,
    constraint cutover_notes_pkey primary key (name)
);
comment on table ${schema}.cutover_notes is 'How far the backfill is, and how the sides last compared.';

insert into ${schema}.schema_version (version) values (2);

alter table ${schema}.cutover_plan enable row level security;
alter table ${schema}.cutover_homes enable row level security;
alter table ${schema}.cutover_intents enable row level security;
alter table ${schema}.cutover_marks enable row level security;
alter table ${schema}.cutover_queue enable row level security;
alter table ${schema}.cutover_debts enable row level security;
alter table ${schema}.cutover_tombstones enable row level security;
alter table ${schema}.cutover_counters enable row level security;
alter table ${schema}.cutover_samples enable row level security;
alter table ${schema}.cutover_mismatches enable row level security;
alter table ${schema}.cutover_notes enable row level security;
