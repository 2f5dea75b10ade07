// Pictures for the pages of docs/.
import type { Page } from 'playwright-core';

/** Good enough for letters, a third of what it is without loss. */
const QUALITY = 0.9;

/** The browser makes it smaller, on any page: no package for pictures is needed. */
export async function webp(png: Buffer, page: Page, quality = QUALITY): Promise<Buffer> {
  const made = await page.evaluate<string>(`(async () => {
    const bitmap = await createImageBitmap(await (await fetch('data:image/png;base64,${png.toString('base64')}')).blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: bitmap.width, height: bitmap.height });
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    return canvas.toDataURL('image/webp', ${String(quality)});
  })()`);
  return Buffer.from(made.slice(made.indexOf(',') + 1), 'base64');
}
