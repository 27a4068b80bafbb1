-- What happened on each day, over all users: a row is of nobody, and tells nothing of anybody.

create table ${schema}.daily_rows (
    day date not null,
    messages bigint not null,
    active_users bigint not null,
    answers bigint,
    answer_median_micros bigint,
    answer_p95_micros bigint,
    turns bigint,
    recalling_turns bigint,
    patterns_learned bigint,
    patterns_retired bigint,
    jobs_succeeded bigint,
    jobs_dead bigint,
    model_calls bigint,
    input_tokens bigint,
    output_tokens bigint,
    cost numeric,
    constraint daily_rows_pkey primary key (day),
    constraint daily_rows_answers check (num_nulls(answers, answer_median_micros, answer_p95_micros) in (0, 3)),
    constraint daily_rows_recall check (num_nulls(turns, recalling_turns) in (0, 2) and recalling_turns <= turns),
    constraint daily_rows_patterns check (num_nulls(patterns_learned, patterns_retired) in (0, 2)),
    constraint daily_rows_jobs check (num_nulls(jobs_succeeded, jobs_dead) in (0, 2)),
    constraint daily_rows_models check (num_nulls(model_calls, input_tokens, output_tokens) in (0, 3)),
    constraint daily_rows_cost check (cost is null or model_calls is not null)
);
comment on table ${schema}.daily_rows is 'What happened on each day, over all users, in numbers. What could not be known is null.';
comment on column ${schema}.daily_rows.day is 'Of the zone that the application counts in.';
comment on column ${schema}.daily_rows.active_users is 'How many users wrote something.';
comment on column ${schema}.daily_rows.answers is 'How many of the users'' messages were answered.';
comment on column ${schema}.daily_rows.answer_median_micros is 'How long half of them waited at most.';
comment on column ${schema}.daily_rows.answer_p95_micros is 'How long 95 of 100 waited at most.';
comment on column ${schema}.daily_rows.recalling_turns is 'How many turns'' prompts told at least one memory.';
comment on column ${schema}.daily_rows.cost is 'In the currency of the prices.';

-- Over all users, as a day's notes are added up.
create index user_states_by_key on ${schema}.user_states (key, user_id);

insert into ${schema}.schema_version (version) values (5);

alter table ${schema}.daily_rows enable row level security;
