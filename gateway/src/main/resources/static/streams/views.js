// What the page shows: streams with their partners, what is set aside, recalls that are not acknowledged.

import { el } from '/page/dom.js';
import { language, list, moment } from '/page/language.js';
import { button } from '/page/parts.js';
import { t } from './words.js';

const number = (value) => (value === null || value === undefined ? '–' : value.toLocaleString());

function table(caption, heads, rows) {
  return el('section', { class: 'card stack' },
    el('h2', {}, caption),
    rows.length === 0 ? el('p', { class: 'soft' }, t('none')) : el('div', { class: 'scroll' },
      el('table', {},
        el('thead', {}, el('tr', {}, heads.map((head) => el('th', { scope: 'col' }, t(head))))),
        el('tbody', {}, rows))));
}

const row = (...cells) => el('tr', {}, cells.map((cell) => el('td', {}, cell)));
const chip = (words, kind) => el('span', { class: `chip ${kind}` }, words);

/** How it compares with what its source signed, or that it is stopped. */
function health(stream) {
  if (stream.stopped) return chip(t('stopped', stream.stopped), 'note');
  if (stream.compared === 'DIFFERENT') return chip(t('different'), 'note');
  return chip(stream.own ? t('own') : t(stream.compared === 'SAME' ? 'same' : 'held'), 'good');
}

export function streams(all) {
  return table(t('streams'), ['stream', 'state', 'changes', 'entries', 'waiting', 'aside'], all.map((stream) =>
    row(stream.stream, health(stream), number(stream.changes), number(stream.entries), number(stream.waiting), number(stream.quarantined))));
}

/** @param {function(Object, Object)} receipt shows the receipt of a partner */
export function partners(all, receipt) {
  const rows = all.flatMap((stream) => [
    ...stream.partners.map((partner) => row(
      stream.stream, partner.partner,
      t('of', number(partner.acknowledged), number(stream.changes)),
      partner.left === 0 ? t('all') : t('left', number(partner.left), number(partner.secondsLeft)),
      partner.trouble ? chip(partner.trouble, 'note') : '',
      partner.receiptAt ? button(moment(partner.receiptAt), () => receipt(stream, partner), { kind: 'plain' }) : '')),
    ...Object.entries(stream.notAllowed).map(([partner, why]) => row(stream.stream, partner, '', '', chip(t('notAllowed', why), 'note'), '')),
  ]);
  return table(t('partners'), ['stream', 'partner', 'acknowledged', 'rest', 'trouble', 'receipt'], rows);
}

export function quarantine(entries) {
  return table(t('quarantine'), ['stream', 'key', 'since', 'findings', 'state'], entries.map((entry) => row(
    entry.stream, entry.key || '–', moment(entry.since),
    el('ul', {}, entry.findings.map((finding) => el('li', {}, `${finding.rule} ${finding.field}: ${finding[language()] || ''} ${finding.value ? `(${finding.value})` : ''}`))),
    t(`state${entry.state}`))));
}

export function recalls(open) {
  return table(t('recalls'), ['stream', 'key', 'since', 'missing'], open.map((recall) => row(
    recall.stream, recall.key, moment(recall.since),
    recall.overdue ? chip(list(recall.waiting), 'note') : list(recall.waiting))));
}
