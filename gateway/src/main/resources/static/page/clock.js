// The node's time. A phone whose clock is wrong would otherwise show codes that every counter refuses.

const TOLERANCE_MILLIS = 3000;
let offset = 0;

/** Milliseconds since the epoch, by the node's clock as far as it is known. */
export const now = () => Date.now() + offset;

/** How far this device's clock is behind (positive) or ahead; 0 when it is near enough. */
export const clockError = () => offset;

/** Learns from an answer's Date header, which counts whole seconds. */
export function learnFrom(response, sentAt, receivedAt) {
  const date = Date.parse(response.headers.get('Date') || '');
  if (Number.isNaN(date)) return;
  const difference = date + 500 - (sentAt + receivedAt) / 2;
  offset = Math.abs(difference) > TOLERANCE_MILLIS ? Math.round(difference) : 0;
}
