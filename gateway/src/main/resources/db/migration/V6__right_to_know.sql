-- Home city: what a decision rested on and which catalogue items it gave away, in its own columns: the
-- signed answer is deleted when its time is over. Decisions made before have neither.
alter table decision add column basis text;
alter table decision add column items text[];

-- Home city: which notice told which node of a consent's change.
create table consent_told (
    message  uuid        primary key,
    consent  uuid        not null references consent,
    revision int         not null,
    partner  text        not null,
    at       timestamptz not null
);
create index consent_told_consent on consent_told (consent, at);

-- A staff member's declared query about one person, for a short while. Its reference is 32 random
-- bytes, of which only the SHA-256 is kept.
create table staff_reference (
    sha256         bytea       primary key check (length(sha256) = 32),
    caller         text        not null,
    subject_type   text        not null,
    subject_lookup bytea       not null,
    subject_sealed bytea       not null,
    officer        text        not null,
    officer_sealed bytea       not null,
    purpose        text        not null,
    duty           text        not null,
    same_family    boolean     not null,
    keep_until     timestamptz not null
);
create index staff_reference_keep on staff_reference (keep_until);

-- Every look of staff at a person's records (rule R27). The person is here by keyed hash only. The
-- officer's name is encrypted; its context is the row's id.
create table staff_query (
    id             uuid        primary key,
    reference      bytea       not null,
    caller         text        not null,
    subject_lookup bytea       not null,
    officer        text        not null,
    officer_sealed bytea       not null,
    purpose        text        not null,
    duty           text        not null,
    shown          int         not null,
    flags          text[]      not null,
    at             timestamptz not null
);
create index staff_query_subject on staff_query (subject_lookup, at);
create index staff_query_officer on staff_query (caller, officer, at);
create index staff_query_at on staff_query (at);

-- A second person's finding.
create table staff_review (
    query   uuid        primary key references staff_query,
    by      text        not null,
    finding text        not null,
    at      timestamptz not null
);

-- Rows are only added. What a change of the at-rest key encrypts and hashes anew says the same.
create function keep_staff_record() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and tg_table_name = 'staff_query'
        and to_jsonb(new) - 'subject_lookup' - 'officer_sealed'
          = to_jsonb(old) - 'subject_lookup' - 'officer_sealed' then
        return new;
    end if;
    raise exception '% keeps its rows as they are', tg_table_name;
end $$;
create trigger staff_query_kept before update or delete on staff_query
    for each row execute function keep_staff_record();
create trigger staff_review_kept before update or delete on staff_review
    for each row execute function keep_staff_record();
