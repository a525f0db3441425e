import jsQR from 'jsqr';
import type { Locator } from 'playwright-core';

/** What a reader of QR codes makes of one as it is drawn; null if it can't be read. */
export const readQr = async (drawn: Locator): Promise<string | null> => {
  const png = (await drawn.screenshot()).toString('base64');
  const { pixels, width, height } = await drawn.page().evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: image.width, height: image.height });
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const drawing = context.getImageData(0, 0, image.width, image.height);
    return { pixels: [...drawing.data], width: image.width, height: image.height };
  }, png);
  return jsQR(new Uint8ClampedArray(pixels), width, height)?.data ?? null;
};
