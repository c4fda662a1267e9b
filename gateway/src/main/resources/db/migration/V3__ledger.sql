-- Every message that crossed the border, as it was signed. The body goes when its time is over; the
-- rest stays (protocol, section 8). Ids are drawn in blocks: they order nothing and may have gaps.
create sequence record_id increment by 1000;
create table message_record (
    id        bigint      primary key,
    message   uuid        not null,
    direction smallint    not null check (direction in (0, 1)),
    source    text        not null,
    peer      text        not null,
    type      text        not null,
    reply_to  uuid,
    salt      bytea       not null check (length(salt) = 32),
    body      bytea,
    at        timestamptz not null
);
create index message_record_message on message_record (message);
create index message_record_reply on message_record (reply_to) where reply_to is not null;
create index message_record_body on message_record (at) where body is not null;

-- Entries that the evidence log has not taken in yet.
create table log_pending (
    record bigint primary key,
    entry  bytea  not null check (length(entry) = 36)
);

-- The last number given to a notice for each partner (xqseq).
create table outbox_sequence (
    partner text   primary key,
    last    bigint not null
);

-- Notices on their way. The signed bytes are the record's body; a row goes with its receipt.
create table outbox (
    record     bigint      primary key,
    message    uuid        not null unique,
    partner    text        not null,
    sequence   bigint      not null,
    ordering   text        not null,
    type       text        not null,
    kid        text        not null,
    created_at timestamptz not null,
    due_at     timestamptz not null,
    attempts   int         not null default 0,
    state      text        not null default 'WAITING'
               check (state in ('WAITING', 'DEAD', 'DISCARDED', 'REPLAYED')),
    reason     text,
    settled_by text,
    settled_at timestamptz,
    words      text,
    replays    uuid
);
create index outbox_waiting on outbox (partner, sequence) where state = 'WAITING';
create index outbox_ordering on outbox (partner, ordering, sequence) where state = 'WAITING';
create index outbox_settled on outbox (created_at) where state <> 'WAITING';

-- Who delivers to a partner just now. The token rises with each holder, so that one who lost the
-- lease without noticing can no longer write.
create table outbox_lane (
    partner     text        primary key,
    owner       text        not null,
    token       bigint      not null,
    lease_until timestamptz not null,
    due_at      timestamptz not null,
    failures    int         not null default 0,
    trouble     text
);

-- Which numbers each sender's notices had, and which are missing (omission shows).
create table inbox_sequence (
    source text   primary key,
    high   bigint not null
);
create table inbox_gap (
    source text        not null,
    low    bigint      not null,
    high   bigint      not null check (high >= low),
    since  timestamptz not null,
    primary key (source, low)
);

-- Host city: what it knows of the consents behind the codes it was shown.
create table known_consent (
    home      text        not null,
    ref       bytea       not null check (length(ref) = 8),
    revision  bigint      not null,
    state     text        not null check (state in ('ACTIVE', 'PAUSED', 'WITHDRAWN')),
    effective timestamptz not null,
    primary key (home, ref)
);

-- Host city: under which reference and pseudonym a visit was answered.
alter table recognition add column consent_ref bytea;
alter table recognition add column subject text;

-- Home city: what became of a benefit. The same event told again, under another message, is the
-- same event.
create table benefit_event (
    request  uuid        not null references decision,
    benefit  text        not null,
    event    text        not null check (event in ('GRANTED', 'USED', 'RETURNED', 'ATTENTION')),
    quantity int         not null check (quantity >= 0),
    at       timestamptz not null,
    source   text        not null,
    told_at  timestamptz not null,
    primary key (request, benefit, event, at)
);

-- Home city: consents that changed while nothing could be signed.
create table consent_untold (
    consent uuid        primary key references consent,
    since   timestamptz not null
);
