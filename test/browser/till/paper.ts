// Paper as a printer gets it: a PDF made by the browser, looked at by the browser's own viewer, since what counts is what can be
// seen on it and not what is written in it.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Browser, Page } from 'playwright-core';

const MM_PER_POINT = 25.4 / 72;
/** Bright enough to be paper: the viewer shows it on a dark ground. */
const PAPER = 250;

export interface Sheet {
  readonly pages: number;
  readonly widthMm: number;
  readonly heightMm: number;
  /** From the top of the paper to the last thing that is printed on it. */
  readonly printedMm: number;
  /** From the left edge to the first, and from the right edge to the last thing printed. */
  readonly marginsMm: { readonly left: number; readonly right: number };
  /** What the QR code on it says, or null where none can be read. */
  readonly qr: string | null;
  readonly png: Buffer;
}

/** What comes out of the printer if the page prints now. */
export async function printed(page: Page, browser: Browser): Promise<Sheet> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const text = pdf.toString('latin1');
  // The browser writes the tree of pages as plain text, one box for each page.
  const boxes = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const pages = [...text.matchAll(/\/Type \/Page\b/g)].length;
  const [, width, height] = boxes[0] ?? [];
  if (width === undefined || height === undefined) throw new Error('There is no page in the PDF');
  const [widthMm, heightMm] = [Number(width) * MM_PER_POINT, Number(height) * MM_PER_POINT];
  const { png, ink, paper, qr } = await looked(pdf, widthMm / heightMm, browser);
  const mm = widthMm / (paper.right - paper.left);
  return {
    pages,
    widthMm,
    heightMm,
    printedMm: (ink.bottom - paper.top) * mm,
    marginsMm: { left: (ink.left - paper.left) * mm, right: (paper.right - ink.right) * mm },
    qr,
    png,
  };
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Look {
  readonly paper: Box;
  readonly ink: Box;
  readonly qr: string | null;
}

/** Opens the PDF in the viewer, and finds the paper, what is on it, and the QR code. */
async function looked(pdf: Buffer, ratio: number, browser: Browser): Promise<Look & { png: Buffer }> {
  const height = 1500;
  const frame = { width: Math.ceil(height * ratio) + 40, height };
  const server = createServer((request, response) => {
    if (request.url === '/paper.pdf') response.writeHead(200, { 'content-type': 'application/pdf' }).end(pdf);
    else response.writeHead(200, { 'content-type': 'text/html' }).end(viewer(frame));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const page = await browser.newPage({ viewport: frame });
  try {
    await page.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
    const eye = await browser.newPage();
    await eye.addScriptTag({ content: EYE });
    // The viewer says nothing when it is done: the paper is there once it can be seen, and whole once it stays as it is.
    for (let before = ''; ;) {
      const png = await page.screenshot();
      const seen = png.toString('base64');
      const look = await eye.evaluate<Look | null>(`window.look(${JSON.stringify(seen)}, ${String(PAPER)})`);
      if (look && seen === before) {
        await eye.close();
        return { ...look, png };
      }
      before = seen;
    }
  } finally {
    await page.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

function viewer({ width, height }: { width: number; height: number }): string {
  const size = `width=${String(width)} height=${String(height)}`;
  return `<body style="margin:0"><embed type="application/pdf" src="/paper.pdf#toolbar=0&navpanes=0&view=Fit" ${size}>`;
}

/** What runs in a page of its own: see there. */
const EYE = buildSync({
  entryPoints: [join(__dirname, 'eye.mjs')],
  bundle: true,
  format: 'iife',
  write: false,
  platform: 'browser',
}).outputFiles[0]!.text;
