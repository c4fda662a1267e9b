-- Home city: the status lists that its passes name (protocol, section 4). One is open for new
-- passes; a full one is closed, and goes when its last pass has expired. Passes minted before this
-- name list 0, which is never published: such a pass is good on line only.
create sequence status_list_number;
create table status_list (
    number  bigint  primary key,
    indices int     not null check (indices > 0 and indices % 8 = 0),
    open    boolean not null,
    -- iat from which on the list says all that was told of it; the to of the last notice
    version bigint  not null default 0,
    -- the latest iat that was signed or told
    signed  bigint  not null default 0
);
create unique index status_list_open on status_list (open) where open;

-- Indices that no pass will ever have: what a notice is padded with while few passes have expired.
create table status_spare (
    list  bigint not null references status_list on delete cascade,
    index bigint not null,
    primary key (list, index)
);

-- What is set. Without a version it is not told yet.
create table status_bit (
    list    bigint not null references status_list on delete cascade,
    index   bigint not null,
    version bigint,
    primary key (list, index)
);
create index status_bit_untold on status_bit (list) where version is null;

create index pass_consent on pass (consent);
