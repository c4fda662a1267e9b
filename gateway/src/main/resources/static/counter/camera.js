// Reads codes with the camera: by the browser's own BarcodeDetector, else by our reader.

import { el } from '/page/dom.js';

const PAUSE_MILLIS = 120;
const PICTURE_WIDTH_MAX = 960;

export class Camera {
  /** @param {function(string)} found hears the text of a QR code; the camera has stopped by then */
  constructor(found) {
    this.found = found;
    this.video = el('video', { playsinline: true, muted: true });
    this.stream = null;
  }

  get on() {
    return this.stream !== null;
  }

  /** @returns {Promise<boolean>} false when there is no camera or the person said no */
  async start() {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
      });
      this.video.muted = true;
      this.video.srcObject = this.stream;
      await this.video.play();
    } catch {
      this.stop();
      return false;
    }
    this.look(this.stream, await detector());
    return true;
  }

  stop() {
    if (this.stream) this.stream.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.video.srcObject = null;
  }

  async look(stream, detect) {
    while (this.stream === stream) {
      const text = this.video.videoWidth > 0 ? await detect(this.video) : null;
      if (text && this.stream === stream) {
        this.stop();
        this.found(text);
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
    }
  }
}

async function detector() {
  if (await hasOwn()) {
    const own = new BarcodeDetector({ formats: ['qr_code'] });
    return async (video) => {
      const [first] = await own.detect(video).catch(() => []);
      return first ? first.rawValue : null;
    };
  }
  const { read } = await import('/page/qr/read.js'); // only where it is needed
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, PICTURE_WIDTH_MAX / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    return read(pen.getImageData(0, 0, canvas.width, canvas.height));
  };
}

async function hasOwn() {
  try {
    return 'BarcodeDetector' in globalThis && (await BarcodeDetector.getSupportedFormats()).includes('qr_code');
  } catch {
    return false;
  }
}
