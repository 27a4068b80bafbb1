-- Kendall's tables. ${schema} is the schema they are in, ${vector} the one that holds the extension pgvector.
--
-- Every key begins with the user. Text that is compared is compared by code points (collation "C"), on every server alike. Times and
-- ids come from the application; versions and counts are kept by the statements that write.

create table ${schema}.users (
    user_id text collate "C" not null,
    full_name text,
    nickname text,
    email text,
    phone text,
    zone text not null default 'UTC',
    region text,
    assistant_name text,
    traits text[] not null default '{}',
    use_case text,
    boundaries text[] not null default '{}',
    instructions text,
    attributes jsonb not null default '{}',
    created timestamptz not null,
    updated timestamptz not null,
    version bigint not null default 1,
    revision bigint not null default 1,
    messages bigint not null default 0,
    embeddable_messages bigint not null default 0,
    message_words bigint not null default 0,
    memories bigint not null default 0,
    memory_words bigint not null default 0,
    constraint users_pkey primary key (user_id),
    constraint users_id check (char_length(user_id) between 1 and 128),
    constraint users_attributes check (jsonb_typeof(attributes) = 'object'),
    constraint users_version check (version >= 1),
    constraint users_counts check (messages >= embeddable_messages and embeddable_messages >= 0 and message_words >= 0
        and memories >= 0 and memory_words >= 0)
) with (fillfactor = 70);
comment on table ${schema}.users is 'Users with their profile. The row is locked by whoever writes anything of the user.';
comment on column ${schema}.users.revision is 'One more with every write of anything of the user.';
comment on column ${schema}.users.embeddable_messages is 'How many messages have words, and so get a vector.';
comment on column ${schema}.users.message_words is 'How many words all messages have together, for the ranking by word.';

create table ${schema}.threads (
    user_id text collate "C" not null,
    thread_id text collate "C" not null,
    title text,
    attributes jsonb not null default '{}',
    created timestamptz not null,
    last_active timestamptz not null,
    messages bigint not null default 0,
    version bigint not null default 1,
    constraint threads_pkey primary key (user_id, thread_id),
    constraint threads_user foreign key (user_id) references ${schema}.users on delete cascade,
    constraint threads_id check (char_length(thread_id) between 1 and 128),
    constraint threads_attributes check (jsonb_typeof(attributes) = 'object'),
    constraint threads_messages check (messages >= 0),
    constraint threads_version check (version >= 1)
) with (fillfactor = 80);
comment on table ${schema}.threads is 'Conversations.';
create index threads_by_activity on ${schema}.threads (user_id, last_active desc, thread_id);

create table ${schema}.chat_messages (
    user_id text collate "C" not null,
    message_id uuid not null,
    thread_id text collate "C" not null,
    role text not null,
    type text not null,
    speaker text,
    text text not null,
    embeddable boolean not null,
    words bigint[] not null,
    created_at timestamptz not null,
    attributes jsonb not null default '{}',
    constraint chat_messages_pkey primary key (user_id, message_id),
    constraint chat_messages_thread foreign key (user_id, thread_id) references ${schema}.threads on delete cascade,
    constraint chat_messages_role check (role in ('USER', 'ASSISTANT', 'SYSTEM', 'TOOL')),
    constraint chat_messages_type check (type in ('TEXT', 'FILE', 'SYSTEM', 'CALL_REQUEST')),
    constraint chat_messages_attributes check (jsonb_typeof(attributes) = 'object')
);
comment on table ${schema}.chat_messages is 'What was said. Only the attributes of a message ever change.';
comment on column ${schema}.chat_messages.embeddable is 'Whether there are words to embed.';
comment on column ${schema}.chat_messages.words is
    'The words it is found by: a hash of the user and the stem, ascending, repeated as often as the word occurs.';
create index chat_messages_by_time on ${schema}.chat_messages (user_id, created_at, message_id);
create index chat_messages_by_thread on ${schema}.chat_messages (user_id, thread_id, created_at, message_id);
-- The user is in each hash, so that a word's entry holds one user's rows only.
create index chat_messages_by_word on ${schema}.chat_messages using gin (words) with (fastupdate = off);

create table ${schema}.contacts (
    user_id text collate "C" not null,
    contact_id uuid not null,
    name text not null,
    name_key text collate "C" not null,
    phone text collate "C",
    email text,
    email_key text collate "C",
    relationship text,
    notes text,
    tags text[] not null default '{}',
    contact_count integer not null default 0,
    last_contacted timestamptz,
    attributes jsonb not null default '{}',
    mention_keys text[] not null,
    created timestamptz not null,
    updated timestamptz not null,
    version bigint not null default 1,
    constraint contacts_pkey primary key (user_id, contact_id),
    constraint contacts_user foreign key (user_id) references ${schema}.users on delete cascade,
    constraint contacts_phone unique (user_id, phone),
    constraint contacts_email unique (user_id, email_key),
    constraint contacts_email_key check ((email is null) = (email_key is null)),
    constraint contacts_count check (contact_count >= 0),
    constraint contacts_attributes check (jsonb_typeof(attributes) = 'object'),
    constraint contacts_version check (version >= 1)
);
comment on table ${schema}.contacts is 'The people who matter to users.';
comment on column ${schema}.contacts.name_key is 'What names are compared by: without case, with single spaces.';
comment on column ${schema}.contacts.mention_keys is 'Words of which a text holds at least one when it names the contact.';
create index contacts_by_name on ${schema}.contacts (user_id, name_key, contact_id);

create table ${schema}.user_patterns (
    user_id text collate "C" not null,
    pattern_id uuid not null,
    type text not null,
    description text not null,
    frequency text,
    days smallint[] not null default '{}',
    day_of_month smallint,
    time_of_day time(0),
    contact_id uuid,
    confidence double precision not null,
    observations integer not null default 0,
    first_observed timestamptz,
    last_observed timestamptz,
    evidence uuid[] not null default '{}',
    status text not null,
    attributes jsonb not null default '{}',
    created timestamptz not null,
    updated timestamptz not null,
    version bigint not null default 1,
    constraint user_patterns_pkey primary key (user_id, pattern_id),
    constraint user_patterns_user foreign key (user_id) references ${schema}.users on delete cascade,
    constraint user_patterns_frequency check (frequency in ('DAILY', 'WEEKLY', 'MONTHLY', 'CUSTOM')),
    constraint user_patterns_schedule check (frequency is not null
        or (days = '{}' and day_of_month is null and time_of_day is null)),
    constraint user_patterns_days check (days <@ '{1,2,3,4,5,6,7}'),
    constraint user_patterns_day_of_month check (day_of_month between 1 and 31),
    constraint user_patterns_confidence check (confidence between 0 and 1),
    constraint user_patterns_observations check (observations >= 0),
    constraint user_patterns_observed check (first_observed <= last_observed),
    constraint user_patterns_status check (status in ('ACTIVE', 'DISMISSED', 'RETIRED')),
    constraint user_patterns_attributes check (jsonb_typeof(attributes) = 'object'),
    constraint user_patterns_version check (version >= 1)
);
comment on table ${schema}.user_patterns is 'What users usually do. Contact and evidence may be gone by now.';
create index user_patterns_by_confidence on ${schema}.user_patterns (user_id, confidence desc, pattern_id);

create table ${schema}.user_memories (
    user_id text collate "C" not null,
    memory_id uuid not null,
    type text not null,
    key text collate "C" not null,
    value text not null,
    context text,
    importance text not null,
    valid_from timestamptz,
    valid_to timestamptz,
    expires_at timestamptz,
    sources uuid[] not null default '{}',
    attributes jsonb not null default '{}',
    recorded_at timestamptz not null,
    superseded_at timestamptz,
    superseded_by uuid,
    version bigint not null default 1,
    words bigint[] not null,
    constraint user_memories_pkey primary key (user_id, memory_id),
    constraint user_memories_user foreign key (user_id) references ${schema}.users on delete cascade,
    constraint user_memories_successor foreign key (user_id, superseded_by) references ${schema}.user_memories,
    constraint user_memories_importance check (importance in ('LOW', 'MEDIUM', 'HIGH')),
    constraint user_memories_valid check (valid_from <= valid_to),
    constraint user_memories_superseded check (superseded_by is null or superseded_at is not null),
    constraint user_memories_no_self check (superseded_by <> memory_id),
    constraint user_memories_attributes check (jsonb_typeof(attributes) = 'object'),
    constraint user_memories_version check (version >= 1)
);
comment on table ${schema}.user_memories is
    'Long-term memories: when they are so in the world, and when they were held for so. None is ever deleted but with its user.';
create index user_memories_by_time on ${schema}.user_memories (user_id, recorded_at, memory_id);
create index user_memories_by_word on ${schema}.user_memories using gin (words) with (fastupdate = off);

create table ${schema}.memory_revisions (
    user_id text collate "C" not null,
    memory_id uuid not null,
    version bigint not null,
    change text not null,
    changed_at timestamptz not null,
    reason text,
    memory jsonb not null,
    constraint memory_revisions_pkey primary key (user_id, memory_id, version),
    constraint memory_revisions_memory foreign key (user_id, memory_id) references ${schema}.user_memories on delete cascade,
    constraint memory_revisions_change check (change in ('ADDED', 'UPDATED', 'SUPERSEDED', 'RETRACTED', 'RESTORED')),
    constraint memory_revisions_reason check (reason is null or change = 'RETRACTED')
);
comment on table ${schema}.memory_revisions is 'Every change of a memory, with the memory as it was after it.';

create table ${schema}.embedding_spaces (
    space_id integer generated always as identity,
    model text collate "C" not null,
    dimensions integer not null,
    storage text not null default 'VECTOR',
    active boolean not null default false,
    indexed boolean not null default false,
    constraint embedding_spaces_pkey primary key (space_id),
    constraint embedding_spaces_model unique (model, dimensions),
    constraint embedding_spaces_dimensions check (dimensions between 1 and 16000),
    constraint embedding_spaces_storage check (storage in ('VECTOR', 'HALFVEC'))
);
comment on table ${schema}.embedding_spaces is 'Models and dimensions: where vectors can be compared.';
comment on column ${schema}.embedding_spaces.indexed is 'Whether messages have an HNSW index in this space.';
create unique index embedding_spaces_one_active on ${schema}.embedding_spaces (active) where active;

-- Rows stay whole up to a page, so that a scan of a user's vectors does not fetch each from elsewhere.
create table ${schema}.message_embeddings (
    user_id text collate "C" not null,
    space_id integer not null,
    message_id uuid not null,
    embedding ${vector}.vector,
    half_embedding ${vector}.halfvec,
    constraint message_embeddings_pkey primary key (user_id, message_id, space_id),
    constraint message_embeddings_message foreign key (user_id, message_id)
        references ${schema}.chat_messages on delete cascade,
    constraint message_embeddings_space foreign key (space_id) references ${schema}.embedding_spaces,
    constraint message_embeddings_one check (num_nonnulls(embedding, half_embedding) = 1)
) with (toast_tuple_target = 8160);
comment on table ${schema}.message_embeddings is 'The vectors of messages, in full or in half precision as their space says.';

create table ${schema}.memory_embeddings (
    user_id text collate "C" not null,
    space_id integer not null,
    memory_id uuid not null,
    embedding ${vector}.vector,
    half_embedding ${vector}.halfvec,
    constraint memory_embeddings_pkey primary key (user_id, memory_id, space_id),
    constraint memory_embeddings_memory foreign key (user_id, memory_id)
        references ${schema}.user_memories on delete cascade,
    constraint memory_embeddings_space foreign key (space_id) references ${schema}.embedding_spaces,
    constraint memory_embeddings_one check (num_nonnulls(embedding, half_embedding) = 1)
) with (toast_tuple_target = 8160);
comment on table ${schema}.memory_embeddings is 'The vectors of memories, in full or in half precision as their space says.';

create table ${schema}.embedding_counts (
    user_id text collate "C" not null,
    space_id integer not null,
    messages bigint not null default 0,
    memories bigint not null default 0,
    constraint embedding_counts_pkey primary key (user_id, space_id),
    constraint embedding_counts_user foreign key (user_id) references ${schema}.users on delete cascade,
    constraint embedding_counts_space foreign key (space_id) references ${schema}.embedding_spaces,
    constraint embedding_counts_positive check (messages >= 0 and memories >= 0)
) with (fillfactor = 70);
comment on table ${schema}.embedding_counts is
    'How many vectors a user has in a space: what decides between an exact scan and the index, and what is still to be embedded.';

create table ${schema}.embedding_jobs (
    user_id text collate "C" not null,
    space_id integer not null,
    kind text not null,
    source_id uuid not null,
    due_at timestamptz not null,
    attempts integer not null default 0,
    last_error text,
    constraint embedding_jobs_pkey primary key (user_id, space_id, kind, source_id),
    constraint embedding_jobs_user foreign key (user_id) references ${schema}.users on delete cascade,
    constraint embedding_jobs_space foreign key (space_id) references ${schema}.embedding_spaces,
    constraint embedding_jobs_kind check (kind in ('MESSAGE', 'MEMORY')),
    constraint embedding_jobs_attempts check (attempts >= 0)
);
comment on table ${schema}.embedding_jobs is 'Rows to be embedded by the worker: when next, and how often it was tried.';
comment on column ${schema}.embedding_jobs.due_at is
    'When a worker may take it: while one has it, the end of that one''s lease; infinity when it was given up.';
-- Over all users, as the worker takes what is due whosever it is.
create index embedding_jobs_due on ${schema}.embedding_jobs (space_id, due_at);

create table ${schema}.external_ids (
    user_id text collate "C" not null,
    system text collate "C" not null,
    value text collate "C" not null,
    kind text not null,
    entity_id text collate "C" not null,
    constraint external_ids_pkey primary key (user_id, system, value),
    constraint external_ids_user foreign key (user_id) references ${schema}.users on delete cascade,
    constraint external_ids_kind check (kind in ('USER', 'THREAD', 'MESSAGE', 'CONTACT', 'PATTERN', 'MEMORY')),
    constraint external_ids_of_user check (kind <> 'USER' or entity_id = user_id)
);
comment on table ${schema}.external_ids is 'What other systems call the things that are stored here.';
create index external_ids_by_entity on ${schema}.external_ids (user_id, kind, entity_id);
-- The one look-up without a user: who an external id's user is.
create unique index external_ids_of_users on ${schema}.external_ids (system, value) where kind = 'USER';

create table ${schema}.outbox (
    user_id text collate "C" not null,
    entry_id uuid not null,
    change jsonb not null,
    added_at timestamptz not null,
    constraint outbox_pkey primary key (user_id, entry_id),
    constraint outbox_user foreign key (user_id) references ${schema}.users on delete cascade
);
comment on table ${schema}.outbox is 'Changes that wait to be told to others.';
-- Over all users, as they are told in the order in which they were made.
create index outbox_by_id on ${schema}.outbox (entry_id);

create table ${schema}.tombstones (
    user_id text collate "C" not null,
    kind text not null,
    entity_id text collate "C" not null,
    deleted_at timestamptz not null,
    constraint tombstones_pkey primary key (user_id, kind, entity_id),
    constraint tombstones_user foreign key (user_id) references ${schema}.users on delete cascade,
    constraint tombstones_kind check (kind in ('THREAD', 'MESSAGE', 'CONTACT'))
);
comment on table ${schema}.tombstones is 'What was deleted, so that a copy elsewhere can follow. A thread''s stands for its messages.';

create table ${schema}.schema_version (
    version integer not null,
    constraint schema_version_pkey primary key (version)
);
comment on table ${schema}.schema_version is 'The version of these tables.';
insert into ${schema}.schema_version (version) values (1);

-- Nobody but the owner sees a row: a platform that publishes tables of the database over HTTP publishes none of these.
alter table ${schema}.users enable row level security;
alter table ${schema}.threads enable row level security;
alter table ${schema}.chat_messages enable row level security;
alter table ${schema}.contacts enable row level security;
alter table ${schema}.user_patterns enable row level security;
alter table ${schema}.user_memories enable row level security;
alter table ${schema}.memory_revisions enable row level security;
alter table ${schema}.embedding_spaces enable row level security;
alter table ${schema}.message_embeddings enable row level security;
alter table ${schema}.memory_embeddings enable row level security;
alter table ${schema}.embedding_counts enable row level security;
alter table ${schema}.embedding_jobs enable row level security;
alter table ${schema}.external_ids enable row level security;
alter table ${schema}.outbox enable row level security;
alter table ${schema}.tombstones enable row level security;
alter table ${schema}.schema_version enable row level security;
