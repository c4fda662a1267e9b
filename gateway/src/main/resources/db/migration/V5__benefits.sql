-- Home city: an event can be pointed at, and is set aside when an objection to it was right.
alter table benefit_event
    add column id        uuid    not null default gen_random_uuid() unique,
    add column set_aside boolean not null default false;
create index benefit_event_at on benefit_event (at);

-- What people say against an event, and the answer. Both texts are encrypted: people write
-- personal things.
create table objection (
    id          uuid        primary key,
    event       uuid        not null references benefit_event (id),
    text        bytea       not null,
    at          timestamptz not null,
    upheld      boolean,
    answer      bytea,
    answered_by text,
    answered_at timestamptz,
    check ((upheld is null) = (answer is null))
);
create unique index objection_open on objection (event) where upheld is null;
create index objection_event on objection (event);

-- What the city's platform shall tell a person. One cause is told once, so rows stay.
create table person_notice (
    id         uuid        primary key,
    cause      text        not null unique,
    kind       text        not null,
    consent    uuid        not null references consent,
    city       text,
    benefit    text,
    at         timestamptz not null,
    created_at timestamptz not null,
    due_at     timestamptz not null,
    attempts   int         not null default 0,
    state      text        not null default 'WAITING' check (state in ('WAITING', 'TAKEN', 'DEAD')),
    reason     text
);
create index person_notice_due on person_notice (due_at) where state = 'WAITING';

-- Versions of the trust snapshot that this node told its partners of.
create table trust_told (
    version bigint      primary key,
    at      timestamptz not null
);
