-- What background work keeps about users between its runs.

create table ${schema}.user_states (
    user_id text collate "C" not null,
    key text collate "C" not null,
    value text not null,
    constraint user_states_pkey primary key (user_id, key),
    constraint user_states_user foreign key (user_id) references ${schema}.users on delete cascade,
    constraint user_states_key check (length(key) between 1 and 300),
    constraint user_states_value check (length(value) <= 10000)
);
comment on table ${schema}.user_states is
    'How far background work has read, and what it has spent: written in the transaction that writes what it found.';

insert into ${schema}.schema_version (version) values (4);

alter table ${schema}.user_states enable row level security;
