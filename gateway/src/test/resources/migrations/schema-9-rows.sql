-- What a node of schema 9 may hold: a row of every table, with every column that release writes.
-- :n is put in as a digit, so that the same can be written again beside the first.
insert into api_token (name, role, sha256, configured) values ('token-:n', 'COUNTER', sha256('token:n'), true);
insert into wallet_session (sha256, person, expires) values (sha256('session:n'), 'sealed', '2026-11-21T02:30:00Z');
insert into consent (id, subject_type, subject_lookup, subject_sealed, recipient, purposes, disclosure, use_kind, form, evidence_method, evidence_ref, granted_at, expires_at, state, revision, spent, artefact)
  values ('00000000-0000-7000-8000-00000000000:n', 'CITIZEN', 'lookup', 'sealed', 'cn-350100', '{library.lending}', 'ELIGIBILITY', 'ONGOING', 'WALLET', 'REAL_PERSON', 'ref', '2026-11-21T02:30:00Z', '2027-11-21T02:30:00Z', 'ACTIVE', 1, false, 'jws');
insert into consent_change (consent, revision, state, actor, at) values ('00000000-0000-7000-8000-00000000000:n', 1, 'ACTIVE', 'wallet', '2026-11-21T02:30:00Z');
insert into pass (consent_ref, consent, agreement, status_list, status_index, bearer, minted_at, expires_at, bound_to)
  values ('ref:n', '00000000-0000-7000-8000-00000000000:n', 350001, 0, :n, false, '2026-11-21T02:30:00Z', '2026-11-22T02:00:00Z', null);
insert into code_use (status_list, status_index, nonce, request, keep_until) values (0, :n, 'nonce', '00000000-0000-7000-8000-00000000001:n', '2026-11-22T02:00:00Z');
insert into shown_code (digest, keep_until) values (sha256('shown:n'), '2026-11-22T02:00:00Z');
insert into answered_message (source, id, digest, status, answer, keep_until) values ('cn-350100', '00000000-0000-7000-8000-00000000001:n', sha256('q'), 200, 'answer', '2026-12-21T02:00:00Z');
insert into decision (request, source, consent, consent_revision, purpose, agreement, benefits, outcomes, disclosure, policy, inputs_digest, explanation_zh, explanation_en, at, basis, items)
  values ('00000000-0000-7000-8000-00000000001:n', 'cn-350100', '00000000-0000-7000-8000-00000000000:n', 1, 'library.lending', 350001, '{cn-350100/library}', '{BENEFIT}', 'ELIGIBILITY', 'policy', sha256('i'), '说明', 'words', '2026-11-21T02:30:00Z', '350001#1', '{credit.eligibility}');
insert into recognition (request, home, purpose, terminal, caller, answer, granted, at, consent_ref, subject)
  values ('00000000-0000-7000-8000-00000000002:n', 'cn-350100', 'library.lending', 'desk', 'counter', 'answer', true, '2026-11-21T02:30:00Z', 'ref', 'pseudonym');
insert into agreement_approval (digest, number, approved_by, at) values ('digest:n', 350001, 'operator', '2026-11-21T02:30:00Z');
insert into message_record (id, message, direction, source, peer, type, reply_to, salt, body, at)
  values (:n, '00000000-0000-7000-8000-00000000003:n', 1, 'cn-350200', 'cn-350100', 'xinqiao.benefit.notice.v1', null, sha256('salt'), 'jws', '2026-11-21T02:30:00Z');
insert into log_pending (record, entry) values (1:n, decode(repeat('00', 36), 'hex'));
insert into outbox_sequence (partner, last) values ('cn-35010:n', 17);
insert into outbox (record, message, partner, sequence, ordering, type, kid, created_at, due_at, attempts, state, reason, settled_by, settled_at, words, replays)
  values (:n, '00000000-0000-7000-8000-00000000003:n', 'cn-350100', :n, 'visit', 'xinqiao.benefit.notice.v1', 'kid', '2026-11-21T02:30:00Z', '2026-11-21T02:30:00Z', 0, 'WAITING', null, null, null, null, null);
insert into outbox_lane (partner, owner, token, lease_until, due_at, failures, trouble) values ('cn-35010:n', '', 1, now(), now(), 0, null);
insert into inbox_sequence (source, high) values ('cn-35010:n', 9);
insert into inbox_gap (source, low, high, since) values ('cn-35010:n', 3, 4, '2026-11-21T02:30:00Z');
insert into known_consent (home, ref, revision, state, effective) values ('cn-35010:n', '12345678', 1, 'ACTIVE', '2026-11-21T02:30:00Z');
insert into benefit_event (request, benefit, event, quantity, at, source, told_at, set_aside, consent)
  values ('00000000-0000-7000-8000-00000000001:n', 'cn-350100/library', 'GRANTED', 0, '2026-11-21T02:30:00Z', 'cn-350100', '2026-11-21T02:31:00Z', false, '00000000-0000-7000-8000-00000000000:n');
insert into consent_untold (consent, since) values ('00000000-0000-7000-8000-00000000000:n', '2026-11-21T02:30:00Z');
insert into log_entry (index, record, entry) values (:n, :n, decode(repeat('00', 36), 'hex'));
insert into log_hash (level, index, hash) values (1, :n, sha256('hash'));
insert into log_checkpoint (size, root, note, at) values (:n, sha256('root'), 'note', '2026-11-21T02:30:00Z');
insert into log_cosignature (size, witness, note, at) values (:n, 'cn-350100', 'note', '2026-11-21T02:30:00Z');
insert into witnessed_log (node, size, root, note, cosigned_at) values ('cn-35010:n', 5, sha256('root'), 'note', '2026-11-21T02:30:00Z');
insert into alarm (id, kind, origin, at, words_zh, words_en, proof) values ('alarm:n', 'numbers-missing', 'cn-350100/log', '2026-11-21T02:30:00Z', '缺号', 'missing', '{}');
insert into objection (id, event, text, at)
  values ('00000000-0000-7000-8000-00000000004:n', (select id from benefit_event where request = '00000000-0000-7000-8000-00000000001:n'), 'sealed', '2026-11-21T02:30:00Z');
insert into person_notice (id, cause, kind, consent, city, benefit, at, created_at, due_at, attempts, state, reason)
  values ('00000000-0000-7000-8000-00000000005:n', 'cause:n', 'ENDING', '00000000-0000-7000-8000-00000000000:n', null, null, '2026-11-21T02:30:00Z', '2026-11-21T02:30:00Z', '2026-11-21T02:30:00Z', 0, 'WAITING', null);
insert into trust_told (version, at) values (:n, '2026-11-21T02:30:00Z');
insert into consent_told (message, consent, revision, partner, at) values ('00000000-0000-7000-8000-00000000006:n', '00000000-0000-7000-8000-00000000000:n', 1, 'cn-350100', '2026-11-21T02:30:00Z');
insert into staff_reference (sha256, caller, subject_type, subject_lookup, subject_sealed, officer, officer_sealed, purpose, duty, same_family, keep_until)
  values (sha256('staff:n'), 'platform', 'CITIZEN', 'lookup', 'sealed', 'xm-0417', 'sealed', '核实', '岗', false, '2026-11-21T02:45:00Z');
insert into staff_query (id, reference, caller, subject_trace, officer, officer_sealed, purpose, duty, shown, flags, at)
  values ('00000000-0000-7000-8000-00000000007:n', sha256('staff:n'), 'platform', 'trace', 'xm-0417', 'sealed', '核实', '岗', 1, '{}', '2026-11-21T02:31:00Z');
insert into staff_review (query, by, finding, at) values ('00000000-0000-7000-8000-00000000007:n', 'operator', '相符', '2026-11-21T02:40:00Z');
insert into trust_version (version, since) values (:n, '2026-11-21T02:30:00Z');
insert into trust_file (sha256, bytes) values (sha256('file:n'), 'file');
insert into trust_version_file (version, path, sha256) values (:n, 'root.json', sha256('file:n'));
