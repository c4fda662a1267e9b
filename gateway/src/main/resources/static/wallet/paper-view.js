// A code on paper, for people without a smartphone: printed at home, or at a service window by the city's staff.

import { el, show } from '/page/dom.js';
import { list, moment, say } from '/page/language.js';
import { button } from '/page/parts.js';
import { qrImage } from '/page/qr/view.js';
import { backBar } from './back-bar.js';
import { cityOf, consentOf, purposesOf } from './facts.js';
import { missingConsent } from './record.js';
import { t } from './words.js';

export function paperView(context, { id }) {
  const consent = consentOf(context.wallet, id);
  if (!consent) return { elements: missingConsent(context) };
  const city = say(cityOf(context.wallet, consent.recipient));
  const card = el('article', { class: 'card stack paper' },
    el('h1', {}, t('paperFor', city)),
    el('p', {}, t('paperHelp')),
    button(t('paperMake'), make, { kind: 'main' }));

  async function make() {
    const { code, expires } = await context.ask('POST', '/api/v1/credit-codes', { consent: consent.id, printed: true });
    card.dataset.code = code;
    show(card,
      el('h1', {}, t('paperFor', city)),
      el('p', {}, list(purposesOf(context.wallet, consent).map(say))),
      qrImage(code, t('qrLabel', city)),
      el('p', { class: 'good-until' }, t('paperUntil', moment(expires))),
      el('p', {}, t('paperOnce')),
      el('p', { class: 'small soft' }, t('promise')),
      el('div', { class: 'row middle unprinted' }, button(t('print'), () => window.print(), { kind: 'main' })));
  }

  return { elements: [backBar(context), card] };
}
