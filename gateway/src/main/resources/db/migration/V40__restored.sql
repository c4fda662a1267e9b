-- When this database was restored from a backup, and since when partners have been asked what they hold
-- of this node: before that nothing is signed. A restore of an older backup has made it already.
create table if not exists restored (
    restored_at timestamptz primary key,
    taken_at    timestamptz not null,
    settled_at  timestamptz,
    settled_by  text
);
