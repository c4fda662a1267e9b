-- Files of organisations that are verified in one go 批量核查. The bytes of a file go when the work is done; the
-- job and its rows when their time is over.
create table verification (
    id          uuid        primary key,
    caller      text        not null,
    format      text        not null check (format in ('CSV', 'XLSX')),
    state       text        not null check (state in ('UPLOADING', 'RUNNING', 'DONE', 'FAILED')),
    officer     text,
    purpose     text,
    duty        text,
    bytes       bigint      not null default 0,
    total       bigint,
    done        bigint      not null default 0,
    held        bigint      not null default 0,
    wrong       bigint      not null default 0,
    trouble     text,
    owner       text        not null default '',
    lease_until timestamptz not null default now(),
    at          timestamptz not null,
    started_at  timestamptz,
    ended_at    timestamptz,
    keep_until  timestamptz not null
);
create index verification_running on verification (lease_until) where state = 'RUNNING';
create index verification_keep on verification (keep_until);

-- Encrypted at rest: who lists organisations may list persons by mistake.
create table verification_part (
    id    uuid   primary key,
    job   uuid   not null references verification on delete cascade,
    place bigint not null,
    bytes bytea  not null,
    unique (job, place)
);

create table verification_row (
    job     uuid   not null references verification on delete cascade,
    line    bigint not null,
    code    text   not null,
    verdict text   not null,
    note    text,
    sources jsonb  not null,
    primary key (job, line)
);
