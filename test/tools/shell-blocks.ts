// The fenced blocks of the project's pages, which spec carries out the shell blocks of each page, and which blocks no spec can.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Which spec runs the shell blocks of a page, all of them and in their order. */
export const RUN_BY: Readonly<Record<string, string>> = {
  'README.md': 'test/end-to-end/readme.spec.ts',
  'CONTRIBUTING.md': 'test/end-to-end/pages.spec.ts',
  'docs/adding-a-provider.md': 'test/end-to-end/fourth-provider.slow.spec.ts',
  'docs/browser.md': 'test/end-to-end/pages.spec.ts',
  'docs/client.md': 'test/end-to-end/pages.spec.ts',
  'docs/console.md': 'test/end-to-end/pages.spec.ts',
  'docs/deploy.md': 'test/end-to-end/pages.spec.ts',
  'docs/go-live.md': 'test/end-to-end/pages.spec.ts',
  'docs/mongodb.md': 'test/end-to-end/mongodb-guide.spec.ts',
  'docs/points.md': 'test/end-to-end/readme.spec.ts',
  'docs/reconciliation.md': 'test/end-to-end/pages.spec.ts',
  'docs/reviews.md': 'test/end-to-end/pages.spec.ts',
  'docs/runbook.md': 'test/end-to-end/pages.spec.ts',
  'docs/terminals.md': 'test/end-to-end/pages.spec.ts',
  'docs/test-vouchers.md': 'test/end-to-end/pages.spec.ts',
  'docs/webhooks.md': 'test/end-to-end/pages.spec.ts',
  'examples/checkout/README.md': 'test/end-to-end/pages.spec.ts',
  'examples/webshop/README.md': 'test/end-to-end/pages.spec.ts',
};

/** Blocks that are only read, each named by a piece of it, with the reason. Their pages say so as well. */
export const NOT_RUN: readonly { readonly page: string; readonly holds: string; readonly why: string }[] = [
  { page: 'docs/deploy.md', holds: 'docker compose up', why: 'needs a container engine, and pulls images' },
  { page: 'docs/deploy.md', holds: 'systemctl enable', why: 'makes a user and a service of the machine' },
  { page: 'docs/go-live.md', holds: 'https://pay.example.com', why: "asks a host of the reader's own" },
  { page: 'examples/webshop/README.md', holds: '/refunds', why: 'names an order that the reader paid in a browser' },
  { page: 'docs/till.md', holds: 'chromium --kiosk', why: 'opens a window on a screen, until somebody closes it' },
];

export interface Fence {
  readonly page: string;
  readonly line: number;
  /** What stands behind the fence. */
  readonly language: string;
  readonly text: string;
}

/** Every page that is written by hand: README files, guides, templates. */
export function allPages(): string[] {
  const git = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.md'];
  const listed = execFileSync('git', git, { cwd: ROOT, encoding: 'utf8' }).split('\0');
  // A file that is deleted and not committed yet is still listed.
  return listed.filter((page) => page !== '' && existsSync(join(ROOT, page))).sort();
}

/** The fenced blocks of a page, without the indentation that they have in a list. */
export function fencesOf(page: string): Fence[] {
  const fences: Fence[] = [];
  let open: { line: number; language: string; indent: number; lines: string[] } | null = null;
  for (const [index, line] of readFileSync(join(ROOT, page), 'utf8').split('\n').entries()) {
    const [, indent = '', language = ''] = /^(\s*)(?:```+|~~~+)\s*(.*?)\s*$/.exec(line) ?? [];
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (open === null) {
      if (isFence) open = { line: index + 1, language, indent: indent.length, lines: [] };
    } else if (isFence) {
      fences.push({ page, line: open.line, language: open.language, text: open.lines.join('\n') });
      open = null;
    } else {
      open.lines.push(line.slice(0, open.indent).trim() + line.slice(open.indent));
    }
  }
  if (open) throw new Error(`${page}:${String(open.line)}: the block is never closed`);
  return fences;
}

/** Every block for a shell. */
export function shellFencesOf(page: string): Fence[] {
  return fencesOf(page).filter(({ language }) => language === 'sh');
}

/** The shell blocks of a page that are to be run. */
export function shellBlocksOf(page: string): string[] {
  return shellFencesOf(page)
    .filter((fence) => !NOT_RUN.some((one) => isAbout(one, fence)))
    .map(({ text }) => text);
}

/** Whether an entry of NOT_RUN names this block. */
export function isAbout({ page, holds }: (typeof NOT_RUN)[number], fence: Fence): boolean {
  return fence.page === page && fence.text.includes(holds);
}
