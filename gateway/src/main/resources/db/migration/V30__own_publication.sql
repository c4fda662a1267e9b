-- Since when the node's own keys (by kid) and TLS keys (by pin) are published, as this node saw it:
-- a key signs once partners can know it.
create table own_publication (
    name    text        primary key,
    version bigint      not null,
    since   timestamptz not null
);
