// Small questions about what the node told the wallet.

/** The cities that one can consent to: those with a purpose. */
export const citiesOf = (wallet) => wallet.partners.filter(({ purposes }) => purposes.length > 0);

/** A city's name in both languages; its node's id when it is a partner no more. */
export function cityOf(wallet, node) {
  const partner = wallet.partners.find((it) => it.node === node);
  return partner ? partner.name : { zh: node, en: node };
}

/** The names of a consent's purposes. */
export function purposesOf(wallet, consent) {
  if (consent.told) return consent.told.purposes;
  const known = wallet.partners.flatMap((partner) => partner.purposes);
  return consent.purposes.map((code) => {
    const purpose = known.find((it) => it.purpose === code);
    return purpose ? purpose.name : { zh: code, en: code };
  });
}

/** Whether nothing can be done with a consent any more. */
export const isOver = ({ state }) => state !== 'ACTIVE' && state !== 'PAUSED';

/** The consent of an id, if it is this person's. */
export const consentOf = (wallet, id) => wallet.consents.find((consent) => consent.id === id);
