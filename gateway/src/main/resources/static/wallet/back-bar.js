// The way back to the consents.

import { el } from '/page/dom.js';
import { button } from '/page/parts.js';
import { t } from './words.js';

export const backBar = (context) => el('div', { class: 'bar' }, button(t('back'), context.home, { kind: 'plain', symbol: 'back' }));
