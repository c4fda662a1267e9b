-- Benefits that nobody counts have events of one unit each, a resident's every visit: what limits ask
-- for is found by the benefit, too. The index by consent alone goes once no release uses it.
create index benefit_event_units_of on benefit_event (consent, benefit) where quantity > 0 and not set_aside;
