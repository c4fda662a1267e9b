-- Bearer codes on paper are good until they expire, not for a minute.
alter table pass add column printed boolean not null default false;
