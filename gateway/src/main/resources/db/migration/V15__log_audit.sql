-- Which old tile of the log was read again last, over all instances: one row.
create table log_audit (
    one  boolean primary key default true check (one),
    tile bigint  not null check (tile >= 0)
);
