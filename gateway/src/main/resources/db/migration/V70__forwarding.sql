-- Passing on what others' streams carry in own streams (protocol, section 6): a forwarder filters, signs as its own
-- stream and keeps the origin's digests.

-- Keys of others' streams that changed since they were looked at for the last time.
create table stream_forward_due (
    stream int  not null references stream,
    key    text not null,
    primary key (stream, key)
);

-- What went on: so that it can be recalled there when it may no longer be shown, or is no longer meant.
create table stream_forwarded (
    from_stream int  not null references stream,
    from_key    text not null,
    to_stream   int  not null references stream,
    key         text not null,
    leaf        bytea not null,
    primary key (from_stream, from_key, to_stream)
);

-- Lines of the routing configuration that all that was there before them was looked at for.
create table stream_forward_line (
    from_stream text  not null,
    to_stream   text  not null,
    line        text  not null,
    primary key (from_stream, to_stream)
);

alter table stream_pending add column origin text;
