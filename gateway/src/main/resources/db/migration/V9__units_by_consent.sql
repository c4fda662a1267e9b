-- Limits over all cities are counted at every recognition, so what took or gave back units is found by
-- the consent at once; that a code was merely honoured, by far the most events, is not looked at.
alter table benefit_event add column consent uuid references consent;
update benefit_event e set consent = d.consent from decision d where d.request = e.request;
create index benefit_event_units on benefit_event (consent) where quantity > 0 and not set_aside;
