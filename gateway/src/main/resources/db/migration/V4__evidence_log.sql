-- This node's evidence log, append-only (protocol, section 8).
create table log_entry (
    index  bigint primary key check (index >= 0),
    record bigint not null unique,
    entry  bytea  not null check (length(entry) = 36)
);

-- Roots of the complete subtrees of 256, 65536, … leaves: all hashes between follow from these and
-- the entries, a tile at a time.
create table log_hash (
    level smallint not null check (level between 1 and 7),
    index bigint   not null check (index >= 0),
    hash  bytea    not null check (length(hash) = 32),
    primary key (level, index)
);

-- What this node signed about its log: the latest.
create table log_checkpoint (
    size bigint      primary key check (size >= 0),
    root bytea       not null check (length(root) = 32),
    note bytea       not null,
    at   timestamptz not null
);

-- What others cosigned of it: each witness's first statement on each size, the one that bounds time.
create table log_cosignature (
    size    bigint      not null check (size >= 0),
    witness text        not null,
    note    bytea       not null,
    at      timestamptz not null,
    primary key (size, witness)
);

-- Others' logs: the latest checkpoint that was found consistent with all before, with our cosignature.
create table witnessed_log (
    node        text        primary key,
    size        bigint      not null,
    root        bytea       not null check (length(root) = 32),
    note        bytea       not null,
    cosigned_at timestamptz not null
);

-- What an operator must see. The id is a digest of what is shown, so that one proof alarms once.
create table alarm (
    id              text        primary key,
    kind            text        not null,
    origin          text        not null,
    at              timestamptz not null,
    words_zh        text        not null,
    words_en        text        not null,
    proof           jsonb       not null,
    acknowledged_by text,
    acknowledged_at timestamptz,
    check ((acknowledged_by is null) = (acknowledged_at is null))
);
create index alarm_open on alarm (origin) where acknowledged_at is null;
