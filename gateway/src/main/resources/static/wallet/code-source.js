// Where the next code comes from: a stored pass and this device's key, or a bearer code of the node.

import { Trouble } from '/page/api.js';
import { now } from '/page/clock.js';
import { challengeOf, creditCode } from '/page/credit-code.js';
import * as devicePasses from '/page/device-passes.js';

const RENEWAL_SECONDS = 15;
const BEARER_RENEWAL_SECONDS = 45;
const STOCK = 3;

/** @returns {{next: function(): Promise<{text, seconds, note?}>, answer?: function(string): Promise}} */
export function codeSource(context, consent) {
  return devicePasses.possible() ? deviceSource(context, consent) : bearerSource(context, consent);
}

/** One pass for as long as the view is open; the next visit takes another. */
function deviceSource(context, consent) {
  let pass = null;
  let challenge = null;
  let note;
  const stockUp = async () => {
    const count = consent.use === 'ONCE' ? 1 : STOCK;
    const keys = await devicePasses.makeKeys(count);
    const answer = await context.ask('POST', '/api/v1/credit-codes', { consent: consent.id, deviceKeys: keys.map(({ jwk }) => jwk) });
    await devicePasses.keep(consent.id, keys, answer.passes);
  };
  const choose = async () => {
    if (await devicePasses.unseen(consent.id, now()) === 0) {
      try {
        await stockUp();
      } catch (trouble) {
        pass = await passWithoutNode(trouble, consent);
        note = 'offlineNote';
        return;
      }
    }
    pass = await devicePasses.take(consent.id, now());
    renewInBackground();
  };
  /** So that the next verifier gets a fresh pass without waiting, and a lost line is not noticed at once. */
  const renewInBackground = async () => {
    try {
      if (consent.use !== 'ONCE' && await devicePasses.unseen(consent.id, now()) === 0) await stockUp();
    } catch {
      // The next visit asks again, and then says what is wrong.
    }
  };
  return {
    async next() {
      if (!pass || !devicePasses.lasts(pass, now())) await choose();
      const text = await creditCode(pass.pass, pass.key, Math.floor(now() / 1000), undefined, challenge);
      return { text, seconds: RENEWAL_SECONDS, note };
    },
    /** From now on the code answers the counter's number; an empty one takes that back. */
    async answer(digits) {
      challenge = digits ? await challengeOf(consent.recipient, digits) : null;
    },
  };
}

/** Off line a pass that was shown before is better than none; a refusal stays a refusal. */
async function passWithoutNode(trouble, consent) {
  const shownBefore = trouble instanceof Trouble && trouble.passing && await devicePasses.take(consent.id, now());
  if (!shownBefore) throw trouble;
  return shownBefore;
}

function bearerSource(context, consent) {
  return {
    async next() {
      const { code } = await context.ask('POST', '/api/v1/credit-codes', { consent: consent.id });
      return { text: code, seconds: BEARER_RENEWAL_SECONDS, note: 'bearerNote' };
    },
  };
}
