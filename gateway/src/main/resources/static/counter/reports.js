// What became of a benefit: units taken and given back, told to the visitor's home city.

import { Trouble, unexpected } from '/page/api.js';
import { el, show } from '/page/dom.js';
import { say } from '/page/language.js';
import { button } from '/page/parts.js';
import { t } from './words.js';

const UNITS_MAX = 1000000;

/** The reports of one recognition; they outlive a change of language. */
export class Reports {
  /** @param {string|null} place of the recognition @param {function} report @param {function} refused when the token is no longer good */
  constructor(place, report, refused) {
    Object.assign(this, { place, report, refused });
    this.told = new Map();
  }

  /** Whether anything was reported. */
  get any() {
    return this.told.size > 0;
  }

  draw(benefit, title) {
    if (!this.place) return null;
    const units = el('input', { type: 'number', min: 1, max: UNITS_MAX, step: 1, value: 1, inputmode: 'numeric', 'aria-label': t('unitsOf', title) });
    const news = el('p', { class: 'small', role: 'status' }, this.words(benefit));
    const send = (event) => () => this.send(benefit, event, units, news);
    return el('div', { class: 'row reports', role: 'group', 'aria-label': t('reportOf', title) },
      units, button(t('taken'), send('USED')), button(t('returned'), send('RETURNED')), news);
  }

  async send(benefit, event, units, news) {
    const quantity = Number(units.value);
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > UNITS_MAX) {
      show(news, document.createTextNode(t('unitsWrong')));
      return units.focus();
    }
    try {
      await this.report(this.place, { benefit, event, quantity });
      this.told.set(benefit, [...(this.told.get(benefit) || []), { event, quantity }]);
      show(news, document.createTextNode(this.words(benefit)));
    } catch (error) {
      const trouble = error instanceof Trouble ? error : unexpected(error);
      if (trouble.unauthorised) return this.refused();
      show(news, document.createTextNode(`${say(trouble.title)} ${say(trouble.remedy)}`));
    }
  }

  words(benefit) {
    return (this.told.get(benefit) || []).map(({ event, quantity }) => t(`told${event}`, quantity)).join(' · ');
  }
}
