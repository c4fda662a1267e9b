-- The trust documents that this node worked by, for evidence: each file once, however many
-- snapshots it belongs to.
create table trust_version (
    version bigint      primary key,
    since   timestamptz not null
);
create index trust_version_since on trust_version (since);
create table trust_file (
    sha256 bytea primary key check (length(sha256) = 32),
    bytes  bytea not null
);
create table trust_version_file (
    version bigint not null references trust_version,
    path    text   not null,
    sha256  bytea  not null references trust_file,
    primary key (version, path)
);
