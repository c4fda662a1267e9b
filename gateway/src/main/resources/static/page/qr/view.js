// Draws a QR code as one SVG path: sharp at every size, dark on white in every theme.

import { svg } from '../dom.js';
import { encode } from './encode.js';

const QUIET_ZONE = 4;

/** @param {string} text @param {string} label what a screen reader says */
export function qrImage(text, label) {
  const { size, dark } = encode(text);
  const side = size + 2 * QUIET_ZONE;
  return svg('svg', { class: 'qr', viewBox: `0 0 ${side} ${side}`, role: 'img', 'aria-label': label, 'shape-rendering': 'crispEdges' },
    svg('rect', { width: side, height: side, fill: '#fff' }),
    svg('path', { d: outline(dark, size), fill: '#000' }));
}

/** Runs of dark modules as rectangles, one after the other. */
function outline(dark, size) {
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!dark[y * size + x]) continue;
      const start = x;
      while (x < size && dark[y * size + x]) x++;
      path += `M${start + QUIET_ZONE} ${y + QUIET_ZONE}h${x - start}v1h${start - x}z`;
    }
  }
  return path;
}
