// The webshop as it stands, built and started as its README says, in a process of its own; and its page in a real browser.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { sourceOf, type World } from '../api/world';
import { ended, Running, type Ended } from '../cli/program';

const FOLDER = join(__dirname, '../../examples/webshop');
const run = promisify(execFile);

export const STAFF_KEY = 'the staff key of a test';

export class WebshopProcess {
  readonly folder = mkdtempSync(join(tmpdir(), 'vouch-webshop-'));
  readonly url: string;
  readonly bookFile = join(this.folder, 'orders.jsonl');
  #running: Running | null = null;
  /** What every run of it has said. */
  readonly said: string[] = [];

  constructor(
    readonly world: World,
    readonly port: number,
  ) {
    this.url = `http://127.0.0.1:${String(port)}`;
  }

  static async build(): Promise<void> {
    await run('npm', ['run', '--silent', 'build'], { cwd: FOLDER });
  }

  get #env(): Record<string, string> {
    const { world, port, bookFile } = this;
    const { secret, publishable } = world.keys;
    return {
      PORT: String(port),
      VOUCH_URL: world.server.url,
      VOUCH_KEY: secret,
      VOUCH_PUBLISHABLE_KEY: publishable,
      SHOP_STAFF_KEY: STAFF_KEY,
      SHOP_BOOK: bookFile,
    };
  }

  async open(): Promise<void> {
    this.#running = new Running(spawn(process.execPath, [join(FOLDER, 'dist/main.js')], { env: this.#env }));
    await this.#running.says(/The shop is open/);
  }

  /** As a power cut does. */
  async kill(): Promise<void> {
    if (!this.#running) return;
    await ended(this.#running.child, 'SIGKILL');
    this.said.push(this.#running.out, this.#running.err);
    this.#running = null;
  }

  /** `args`: the day, and the offset of the shop's days. */
  async books(...args: string[]): Promise<Ended> {
    const books = new Running(spawn(process.execPath, [join(FOLDER, 'dist/books.js'), ...args], { env: this.#env }));
    const code = await ended(books.child);
    return { code, out: books.out, err: books.err };
  }

  /** The facts of one kind in its order book. */
  facts(kind: string): Record<string, unknown>[] {
    const lines = readFileSync(this.bookFile, 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ fact }) => fact === kind);
  }

  /** Of somebody without a browser: the number of the order. */
  async order(cart: object): Promise<string> {
    const reply = await fetch(`${this.url}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ cart }),
    });
    return ((await reply.json()) as { id: string }).id;
  }

  async refund(
    order: string,
    refund: { cents: number; key: string },
    staffKey = STAFF_KEY,
  ): Promise<{ status: number; body: unknown }> {
    const reply = await fetch(`${this.url}/staff/orders/${order}/refunds`, {
      method: 'POST',
      headers: { authorization: `Bearer ${staffKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...refund, reason: 'Broken' }),
    });
    return { status: reply.status, body: await reply.json() };
  }

  async clear(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true });
  }
}

/** A visitor at the page. */
export class Visitor {
  constructor(
    readonly page: Page,
    readonly shop: WebshopProcess,
  ) {}

  /** The number of the order, of as many mugs as are said, at R50 each. */
  async order(mugs = 1): Promise<string> {
    const { page } = this;
    await page.goto(this.shop.url);
    await page.locator('input[name=mug]').fill(String(mugs));
    await page.getByRole('button', { name: 'Order', exact: true }).click();
    await page.locator('#pay').waitFor();
    return page.locator('#number').innerText();
  }

  async pay(voucher: { type: string; pin: string }): Promise<void> {
    const { page } = this;
    await page.locator('#type').selectOption(voucher.type);
    for (const [name, value] of Object.entries(sourceOf(voucher)))
      await page.locator(`#fields input[name=${name}]`).fill(value);
    await page.getByRole('button', { name: 'Pay with this voucher' }).click();
  }

  async reads(message: string): Promise<void> {
    await this.page.locator('#message').getByText(message).waitFor();
  }

  /** What the list of the visitor's orders says of one. */
  async listed(order: string): Promise<string> {
    const line = this.page.locator('#list li').filter({ hasText: order });
    return (await line.innerText()).replace(order, '').trim();
  }

  /** The PINs of the vouchers that the page shows. */
  async pins(): Promise<string[]> {
    await this.page.locator('#own li').first().waitFor();
    const lines = await this.page.locator('#own li').allInnerTexts();
    return lines.map((line) => /\d{12,}$/.exec(line)?.[0] ?? line);
  }

  /** A call of the page's own origin, with its cookie: what a page can do that somebody has changed. */
  call(method: string, path: string, body?: object): Promise<{ status: number; text: string }> {
    const options = { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) };
    return this.page.evaluate(
      `fetch(${JSON.stringify(path)}, ${JSON.stringify(options)}).then(async (reply) => ({
        status: reply.status, text: await reply.text(),
      }))`,
    );
  }
}
