-- Host city: status lists of partners, each as it was signed last, with the notices since then that
-- continue it.
create table partner_status_list (
    home      text    not null,
    number    bigint  not null,
    issued_at bigint  not null,
    ttl       int     not null check (ttl between 1 and 900),
    -- the later of issued_at and the last notice's to
    version   bigint  not null check (version >= issued_at),
    bits      bytea   not null,
    -- a notice did not continue it: fetch it anew
    wanted    boolean not null default false,
    primary key (home, number)
);
