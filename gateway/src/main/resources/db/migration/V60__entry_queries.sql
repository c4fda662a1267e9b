-- Who looked for entries about an organisation, or about many, when and why (rule R27). Looks at persons
-- are rows of staff_query.
create table entry_query (
    id       uuid        primary key,
    kind     text        not null check (kind in ('QUERY', 'CHECK', 'BATCH')),
    caller   text        not null,
    subject  bytea,
    officer  text,
    purpose  text,
    duty     text,
    classes  text[]      not null,
    shown    int         not null,
    at       timestamptz not null
);
create index entry_query_subject on entry_query (subject, at);
create index entry_query_at on entry_query (at);
create trigger entry_query_kept before update or delete on entry_query
    for each row execute function keep_staff_record();

-- A subject lets somebody see, once, what is shown by authorisation alone (rules R05, R06). The subject is
-- here as entries have it: an organisation by its code, a person by keyed hash.
create table query_authorisation (
    id           uuid        primary key,
    subject      bytea       not null,
    requester    text        not null,
    purpose      text        not null,
    items        text[]      not null,
    until        timestamptz not null,
    actor        text        not null,
    at           timestamptz not null,
    used_at      timestamptz,
    withdrawn_at timestamptz
);
create index query_authorisation_subject on query_authorisation (subject, at);
