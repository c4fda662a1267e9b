-- Mutual queries of data items between cities (protocol, section 3: items.request).

-- Home city: the items that a consent lets its recipient ask for; none where it is for credit codes. And what
-- the recipient calls the subject, to find it by; null until it was computed for what was there before.
alter table consent add column items text[] not null default '{}';
alter table consent add column pseudonym text;
create index consent_pseudonym on consent (recipient, pseudonym);
create index consent_unnamed on consent (id) where pseudonym is null;

-- Answering city: which items were asked for about whom, why and on which basis, and what became of each. The
-- subject is here by keyed hash only, and no value at all: the signed answer goes when its time is over.
create table item_answer (
    request          uuid        primary key,
    source           text        not null,
    subject_trace    bytea       not null,
    subject_type     text        not null,
    purpose          text        not null,
    duty             text,
    consent          uuid        references consent,
    consent_revision int         not null default 0,
    -- under which reference the asking city hears of a change of the consent
    consent_ref      bytea       check (length(consent_ref) = 8),
    items            text[]      not null,
    -- one each: GIVEN, NOTHING_HELD or NO_BASIS
    outcomes         text[]      not null,
    -- one each: PUBLIC, CONSENT or DUTY; empty where none covers it
    grounds          text[]      not null,
    -- one each: agreement and clause; empty where none covers it
    clauses          text[]      not null,
    at               timestamptz not null
);
create index item_answer_subject on item_answer (subject_trace, at);
create index item_answer_consent on item_answer (consent) where consent is not null;

-- Asking city: who asked which city about whom, what for and by which duty. The answer is a message like every
-- other; it is read from there while it is kept. The officer is here by the id of the city's own system; the name stands
-- among the looks of staff, encrypted.
create table item_query (
    request     uuid        primary key,
    node        text        not null,
    subject     text        not null,
    items       text[]      not null,
    purpose     text        not null,
    duty        text,
    caller      text        not null,
    officer     text        not null,
    consent_ref bytea       check (length(consent_ref) = 8),
    -- the problem that refused it; null where it was answered
    problem     text,
    at          timestamptz not null
);
create index item_query_at on item_query (at);

-- Rows are only added.
create trigger item_query_kept before update or delete on item_query
    for each row execute function keep_staff_record();
create trigger item_answer_kept before update or delete on item_answer
    for each row execute function keep_staff_record();
