-- A recall is told to whoever ever had the entry, whatever the routes say today (protocol, section 3).

-- Up to which change the files of an own stream may have reached the partner: known before one is sent.
alter table stream_delivery add column sent bigint not null default 0;

-- Whether it stands in stream_recall_told who must hear of a recall.
alter table stream_recall add column told boolean not null default false;

-- Who must acknowledge a recall, by the notice or by the stream; without a message it is still to be told.
create table stream_recall_told (
    stream   int         not null references stream,
    seq      bigint      not null,
    partner  text        not null,
    message  uuid,
    acked_at timestamptz,
    primary key (stream, seq, partner)
);
create index stream_recall_told_untold on stream_recall_told (partner) where message is null and acked_at is null;
create index stream_recall_told_message on stream_recall_told (message) where acked_at is null;

-- Of others' streams: keys that a notice recalled before the stream came to that change.
create table stream_recalled (
    stream int         not null references stream,
    key    text        not null,
    seq    bigint      not null,
    at     timestamptz not null,
    primary key (stream, key)
);

-- Recalled keys are passed on before all others.
alter table stream_forward_due add column urgent boolean not null default false;
create index stream_forward_due_urgent on stream_forward_due (stream, key) where urgent;
