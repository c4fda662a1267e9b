-- What operators decided about agreements: who, when, and by which version of the trust documents.
-- Nothing is ever deleted here.
create table trust_act (
    id        bigint      generated always as identity primary key,
    at        timestamptz not null,
    operator  text        not null,
    act       text        not null check (act in ('APPROVED', 'REVOKED')),
    agreement bigint      not null,
    digest    text        not null,
    version   bigint      not null
);
create index trust_act_version on trust_act (version);
