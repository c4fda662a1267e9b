// From a camera's picture to dark and light, each pixel against the mean of its surroundings.

const WINDOW_SHARE = 10;
const DARKER_THAN_MEAN = 0.9;

/** @param {ImageData} image @returns {{width, height, dark: Uint8Array}} */
export function binarise({ data, width, height }) {
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++) grey[i] = (data[4 * i] * 77 + data[4 * i + 1] * 151 + data[4 * i + 2] * 28) >> 8;
  const sums = integral(grey, width, height);
  const half = Math.max(8, Math.round(Math.max(width, height) / WINDOW_SHARE / 2));
  const dark = new Uint8Array(width * height);
  const stride = width + 1;
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - half);
    const bottom = Math.min(height, y + half + 1);
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - half);
      const right = Math.min(width, x + half + 1);
      const sum = sums[bottom * stride + right] - sums[top * stride + right] - sums[bottom * stride + left] + sums[top * stride + left];
      dark[y * width + x] = grey[y * width + x] * (right - left) * (bottom - top) < sum * DARKER_THAN_MEAN ? 1 : 0;
    }
  }
  return { width, height, dark };
}

function integral(grey, width, height) {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += grey[y * width + x];
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
    }
  }
  return sums;
}
