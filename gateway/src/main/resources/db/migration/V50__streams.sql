-- Streams of lists and records (protocol, section 6): own ones, and those that others send it.
create table stream (
    id         int         generated always as identity primary key,
    name       text        not null unique,
    own        boolean     not null,
    -- Own: the last number that a change was given. Changes up to seq are in batches.
    given      bigint      not null default 0,
    seq        bigint      not null default 0,
    -- The hashes of the complete subtrees of the log, largest first: all that appending needs.
    edge       bytea       not null default '',
    manifest   bytea,
    entries    bigint      not null default 0,
    -- The root of the state as it was computed last, and after which change that was.
    state_seq  bigint      not null default 0,
    state_root bytea,
    -- What the source signed about it last, and how it compares with what is here.
    statement  bytea,
    compared   text        check (compared in ('SAME', 'DIFFERENT')),
    stopped    text,
    changed_at timestamptz not null
);

-- Own: changes that are accepted and in no batch yet. The content is the canonical JSON of an entry, or a
-- JWE that its recipient alone reads; none in a recall, and the hash alone where the key was recalled.
create table stream_pending (
    stream  int         not null references stream,
    seq     bigint      not null,
    key     text        not null,
    form    smallint    not null,
    content bytea,
    subject bytea,
    at      timestamptz not null,
    primary key (stream, seq)
);
create index stream_pending_key on stream_pending (stream, key);

-- Batches. Own ones keep the file that is sent; of those of others manifest and our receipt are kept.
create table stream_batch (
    stream    int         not null references stream,
    from_seq  bigint      not null,
    to_seq    bigint      not null check (to_seq >= from_seq),
    manifest  bytea       not null,
    file      bytea,
    receipt   bytea,
    at        timestamptz not null,
    primary key (stream, from_seq)
);
create unique index stream_batch_to on stream_batch (stream, to_seq);

-- Own: every change by its hash; says which batches hold bodies of a key.
create table stream_change (
    stream int    not null references stream,
    seq    bigint not null,
    key    text   not null,
    leaf   bytea  not null,
    primary key (stream, seq)
);
create index stream_change_key on stream_change (stream, key);

-- What is the case now: one row a key. An organisation is found by its code, a person by the keyed hash
-- of the number. An entry that breaks a rule is set aside and has no body here; its hash counts.
create table stream_entry (
    stream  int         not null,
    key     text        collate "C" not null,
    seq     bigint      not null,
    -- Where reconciliation sorts the key, and the first 16 bytes of the leaf, which it sums.
    place   bigint      not null,
    high    bigint      not null,
    low     bigint      not null,
    leaf    bytea       not null,
    form    smallint    not null,
    body    bytea,
    subject bytea,
    primary key (stream, key)
);
create index stream_entry_place on stream_entry (stream, place) include (high, low);
create index stream_entry_subject on stream_entry (subject) where subject is not null;

-- Who gets an own stream, and how far they are. A row stays when the route goes: whoever had entries
-- must hear of recalls.
create table stream_delivery (
    stream      int         not null references stream,
    partner     text        not null,
    routed      boolean     not null,
    acked       bigint      not null default 0,
    stated      bigint      not null default 0,
    receipt     bytea,
    receipt_at  timestamptz,
    owner       text        not null default '',
    token       bigint      not null default 0,
    lease_until timestamptz not null default now(),
    due_at      timestamptz not null default now(),
    failures    int         not null default 0,
    trouble     text,
    since       timestamptz not null default now(),
    changes     bigint      not null default 0,
    millis      bigint      not null default 0,
    primary key (stream, partner)
);

-- Entries that break a rule: never dropped, never in use. The body is encrypted at rest.
create table stream_quarantine (
    id         uuid        primary key,
    stream     int         not null references stream,
    seq        bigint,
    key        text,
    findings   jsonb       not null,
    body       bytea,
    state      text        not null default 'OPEN' check (state in ('OPEN', 'CORRECTED', 'REPLAYED', 'DISCARDED')),
    at         timestamptz not null,
    settled_by text,
    settled_at timestamptz,
    reason     text
);
create index stream_quarantine_open on stream_quarantine (stream, at) where state = 'OPEN';
create index stream_quarantine_key on stream_quarantine (stream, key) where key is not null;

-- Own recalls, until everyone who ever had the entry has acknowledged them, and after.
create table stream_recall (
    stream  int         not null references stream,
    seq     bigint      not null,
    key     text        not null,
    at      timestamptz not null,
    done_at timestamptz,
    primary key (stream, seq)
);
create index stream_recall_open on stream_recall (at) where done_at is null;
