-- What a node knows of people. Identity numbers are encrypted, and looked up by a keyed hash.
create table consent (
    id              uuid        primary key,
    subject_type    text        not null,
    subject_lookup  bytea       not null,
    subject_sealed  bytea       not null,
    recipient       text        not null,
    purposes        text[]      not null,
    disclosure      text        not null,
    use_kind        text        not null,
    form            text        not null,
    evidence_method text        not null,
    evidence_ref    text        not null,
    granted_at      timestamptz not null,
    expires_at      timestamptz not null,
    state           text        not null,
    revision        int         not null,
    spent           boolean     not null default false,
    artefact        text        not null
);
create index consent_subject on consent (subject_lookup);

-- Every state a consent ever had; rows are only added.
create table consent_change (
    consent  uuid        not null references consent,
    revision int         not null,
    state    text        not null,
    actor    text        not null,
    at       timestamptz not null,
    primary key (consent, revision)
);

create table pass (
    consent_ref  bytea       primary key,
    consent      uuid        not null references consent,
    agreement    bigint      not null,
    status_list  bigint      not null,
    status_index bigint      not null,
    bearer       boolean     not null,
    minted_at    timestamptz not null,
    expires_at   timestamptz not null,
    bound_to     text,
    unique (status_list, status_index)
);
create index pass_expires on pass (expires_at);

-- Home city: a code is used once. A bearer code has the empty nonce.
create table code_use (
    status_list  bigint      not null,
    status_index bigint      not null,
    nonce        bytea       not null,
    request      uuid        not null,
    keep_until   timestamptz not null,
    primary key (status_list, status_index, nonce)
);
create index code_use_keep on code_use (keep_until);

-- Host city: presentations that were accepted here.
create table shown_code (
    digest     bytea       primary key,
    keep_until timestamptz not null
);
create index shown_code_keep on shown_code (keep_until);

-- Memory of message ids with the answers given, byte for byte (protocol, section 3).
create table answered_message (
    source     text        not null,
    id         uuid        not null,
    digest     bytea       not null,
    status     int         not null,
    answer     bytea       not null,
    keep_until timestamptz not null,
    primary key (source, id)
);
create index answered_message_keep on answered_message (keep_until);

-- Home city: every decision with its rule, its inputs' digest and words a person can read (rule R18).
create table decision (
    request          uuid        primary key,
    source           text        not null,
    consent          uuid        not null references consent,
    consent_revision int         not null,
    purpose          text        not null,
    agreement        bigint      not null,
    benefits         text[]      not null,
    outcomes         text[]      not null,
    disclosure       text        not null,
    policy           text        not null,
    inputs_digest    bytea       not null,
    explanation_zh   text        not null,
    explanation_en   text        not null,
    at               timestamptz not null
);
create index decision_consent on decision (consent, at);

-- Host city: what was asked and what came back, as signed.
create table recognition (
    request    uuid        primary key,
    home       text        not null,
    purpose    text        not null,
    terminal   text        not null,
    caller     text        not null,
    answer     bytea       not null,
    granted    boolean     not null,
    at         timestamptz not null
);

-- The operator's approval of one revision of an agreement, by its digest.
create table agreement_approval (
    digest      text        primary key,
    number      bigint      not null,
    approved_by text        not null,
    at          timestamptz not null
);
