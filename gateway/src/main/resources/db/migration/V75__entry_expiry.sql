-- Own streams: the last day of display of each entry that has one, so that it is taken back when it is over.
create table stream_expiry (
    stream int  not null references stream,
    key    text not null,
    until  date not null,
    primary key (stream, key)
);
create index stream_expiry_until on stream_expiry (until);

insert into stream_expiry (stream, key, until)
select e.stream, e.key, (convert_from(e.body, 'UTF8')::jsonb ->> 'until')::date
from stream_entry e join stream s on s.id = e.stream
where s.own and e.form = 0 and e.body is not null
  and convert_from(e.body, 'UTF8')::jsonb ->> 'until' is not null;

-- What was passed on and is over is taken back by its own key.
create index stream_forwarded_to on stream_forwarded (to_stream, key);
