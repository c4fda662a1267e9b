-- The person of a staff query is found by a hash that no change of the at-rest key touches: the row
-- keeps no number that could be hashed anew.
alter table staff_query rename column subject_lookup to subject_trace;
create or replace function keep_staff_record() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and tg_table_name = 'staff_query'
        and to_jsonb(new) - 'officer_sealed' = to_jsonb(old) - 'officer_sealed' then
        return new;
    end if;
    raise exception '% keeps its rows as they are', tg_table_name;
end $$;
