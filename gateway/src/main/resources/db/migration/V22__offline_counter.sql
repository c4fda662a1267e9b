-- Host city: a visit that was decided off line has no answer of the home city, but what this node
-- itself said, and the notice that submits the code. A pass is honoured off line once.
alter table recognition alter column answer drop not null;
alter table recognition add column offline text;
alter table recognition add column offline_notice uuid;
-- contract: no row of the release before is in this index, for that release never sets the column
create unique index recognition_offline on recognition (home, consent_ref) where offline is not null;

-- Home city: decided by the host, off line, by what the pass says.
alter table decision add column offline boolean not null default false;
