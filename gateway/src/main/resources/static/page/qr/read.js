// Reads a QR code in a picture, for browsers without a BarcodeDetector of their own.

import { binarise } from './binarise.js';
import { decode } from './decode.js';
import { locate } from './locate.js';
import { likelyVersions, sample } from './sample.js';

/** @param {ImageData} image @returns {string|null} */
export function read(image) {
  const picture = binarise(image);
  for (const corners of locate(picture)) {
    for (const version of likelyVersions(picture, corners)) {
      const text = decode(sample(picture, corners, version), version);
      if (text) return text;
    }
  }
  return null;
}
