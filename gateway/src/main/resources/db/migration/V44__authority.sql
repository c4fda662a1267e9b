-- By what right somebody acts for an organisation; none where a person consents for themselves.
alter table consent add column evidence_authority text
    check (evidence_authority in ('LEGAL_REPRESENTATIVE', 'AUTHORISED_AGENT'));
