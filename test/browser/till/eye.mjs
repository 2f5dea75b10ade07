// Looks at a picture, in a page of a browser: pixels of a PNG without another library for them. Null while no paper can be seen.
/* global window, fetch, createImageBitmap, OffscreenCanvas */
import decode from 'qr/decode.js';
window.look = async (png, bright) => {
  const bitmap = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const { width, height, data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const isPaper = (x, y) => [0, 1, 2].every((part) => data[4 * (y * width + x) + part] >= bright);
  const edges = (inside, box) => {
    const found = { left: Infinity, right: -1, top: Infinity, bottom: -1 };
    for (let y = box.top; y < box.bottom; y += 1)
      for (let x = box.left; x < box.right; x += 1)
        if (inside(x, y)) {
          found.left = Math.min(found.left, x);
          found.right = Math.max(found.right, x + 1);
          found.top = Math.min(found.top, y);
          found.bottom = Math.max(found.bottom, y + 1);
        }
    return found;
  };
  const paper = edges(isPaper, { left: 0, top: 0, right: width, bottom: height });
  if (paper.right < 0) return null;
  const ink = edges((x, y) => !isPaper(x, y), paper);
  if (ink.right < 0) return null;
  const cut = context.getImageData(paper.left, paper.top, paper.right - paper.left, paper.bottom - paper.top);
  let qr = null;
  try {
    qr = decode(cut);
  } catch {
    /* There is none, or none that a scanner could read. */
  }
  return { paper, ink, qr };
};
