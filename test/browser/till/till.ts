// A till in a browser of its own, and a cashier at it who knows nothing but what is on the screen.
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { World } from '../../api/world';
import { watch, type Watched } from '../browser';
import { Gate } from './gate';
import { Scanner, stopClock } from './keys';

export type Screen =
  | 'starting'
  | 'pairing'
  | 'amount'
  | 'voucher'
  | 'sending'
  | 'finding_out'
  | 'never_arrived'
  | 'paid'
  | 'partly_paid'
  | 'given_back'
  | 'paid_before'
  | 'not_paid'
  | 'checking'
  | 'tray'
  | 'last_sales'
  | 'other_page';

export const CREATE = 'POST /v1/redemptions';
export const RECOVER = 'POST /v1/redemptions/recover';

/** So long after a change of screen keys do nothing. A little more than that, for a cashier who has seen it. */
const DEAF_MS = 900;
/** Between two keys of a person, who is slower than any scanner. */
const FINGER_MS = 150;
/** A step on a machine that is busy with other specs. */
const STEP_MS = 30_000;

export interface TillOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly touch?: boolean;
  /** What follows the address, as of a point of sale: `?amount=5000`. */
  readonly query?: string;
  /** False: it shows what a till shows that nobody has paired. */
  readonly paired?: boolean;
  /** Made elsewhere, as at the console; where absent a new one is. */
  readonly terminal?: Terminal;
  /** What the network has before every path, and takes away; nothing where absent. */
  readonly path?: string;
  /** What its clock shows first, in milliseconds since 1970; the time where absent. */
  readonly time?: number;
}

let tills = 0;

/** A new till of this shop: a terminal of its own, a network of its own, a browser that remembers nothing. */
export async function openTill(world: World, browser: Browser, options: TillOptions = {}): Promise<Till> {
  const { viewport = { width: 1280, height: 800 }, touch = false, query = '', paired = true } = options;
  const gate = await Gate.open(world.server.url, options.path);
  const context = await browser.newContext({
    viewport,
    hasTouch: touch,
    locale: 'en-ZA',
    timezoneId: 'Africa/Johannesburg',
  });
  const terminal = options.terminal ?? (await newTerminal(world));
  if (paired) await claim(context, gate, terminal.pairing_code);
  const till = await Till.at(context, gate, terminal, options.time);
  await till.open(query);
  return till;
}

export interface Terminal {
  readonly id: string;
  readonly terminal_id: string;
  readonly pairing_code: string;
}

export async function newTerminal(world: Pick<World, 'call'>): Promise<Terminal> {
  tills += 1;
  const body = { terminal_id: `T${String(tills)}`, name: `Till ${String(tills)}` };
  return (await world.call('POST /v1/terminals', { body })).body as unknown as Terminal;
}

/** What the page does with a code, without the page. */
export async function claim(context: BrowserContext, gate: Gate, pairing_code: string): Promise<void> {
  const reply = await context.request.post(`${gate.url}/v1/terminals/claim`, {
    data: { pairing_code, deliver: 'cookie' },
    headers: { 'vouch-till': '1', 'sec-fetch-site': 'same-origin' },
  });
  if (reply.status() !== 201) throw new Error(`It could not be paired: ${await reply.text()}`);
}

export class Till {
  private constructor(
    readonly context: BrowserContext,
    readonly gate: Gate,
    readonly terminal: Terminal,
    readonly watched: Watched,
    readonly scanner: Scanner,
  ) {}

  /** A page in a context whose time can be moved. It is at no address yet. */
  static async at(context: BrowserContext, gate: Gate, terminal: Terminal, time?: number): Promise<Till> {
    await context.clock.install(time === undefined ? {} : { time });
    await context.addInitScript(PERIPHERALS);
    const page = await context.newPage();
    page.setDefaultTimeout(STEP_MS);
    return new Till(context, gate, terminal, await watch(page), await Scanner.plugInto(page));
  }

  get page(): Page {
    return this.watched.page;
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`${this.gate.url}/till${query}`);
  }

  /** Resolves once this screen is shown; the cashier has then looked at it for longer than keys are deaf. */
  async shows(screen: Screen): Promise<void> {
    await this.appears(screen);
    await this.pass(DEAF_MS);
  }

  /** Resolves in the moment in which this screen is there, with keys still deaf. */
  async appears(screen: Screen): Promise<void> {
    try {
      await this.page.locator(`main[data-screen="${screen}"]`).waitFor();
    } catch (error) {
      throw new Error(`It shows ${await this.now()} in place of ${screen}`, { cause: error });
    }
  }

  /** The screen that is there now. */
  async now(): Promise<string> {
    return (await this.page.locator('main[data-screen]').getAttribute('data-screen')) ?? 'nothing';
  }

  /** Lets time pass in the page. */
  pass(ms: number): Promise<void> {
    return this.context.clock.fastForward(ms);
  }

  /** From now on time passes in the page where a test lets it, and not by itself. */
  async stopTime(): Promise<void> {
    await stopClock(this.page);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** As a person types. */
  async type(text: string): Promise<void> {
    for (const sign of text) {
      await this.press(sign);
      await this.pass(FINGER_MS);
    }
  }

  /** From the first screen to the field for the voucher. */
  async asks(amountCents: number, type?: string): Promise<void> {
    await this.shows('amount');
    if (type !== undefined) await this.page.getByRole('radio', { name: type }).check();
    await this.type(String(amountCents));
    await this.press('Enter');
    await this.shows('voucher');
  }

  /** One sale from the amount to the answer's screen. */
  async sell(amountCents: number, pin: string, ends: Screen, type?: string): Promise<void> {
    await this.asks(amountCents, type);
    await this.scanner.scan(pin);
    await this.shows(ends);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** The cents that an element bears. */
  async cents(place: Locator): Promise<number> {
    return Number(await place.getAttribute('data-cents'));
  }

  /** What came out of its printer and its loudspeaker since it was loaded. */
  async made(): Promise<{ prints: number; tones: number }> {
    return this.page.evaluate('({ prints: window.seen.prints, tones: window.seen.tones })');
  }

  /** From now on the dialog of a print stays open. */
  async holdsPrints(): Promise<void> {
    await this.page.evaluate('void (window.seen.held = true)');
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.gate.close();
  }
}

/**
 * Runs before the page. Headless there is no printer and no loudspeaker: what they are asked for is counted. A dialog that is held
 * stays open until a test has looked at the paper.
 */
const PERIPHERALS = `window.seen = { prints: 0, tones: 0, held: false, close: () => dispatchEvent(new Event('afterprint')) };
window.print = () => {
  window.seen.prints += 1;
  dispatchEvent(new Event('beforeprint'));
  if (!window.seen.held) window.seen.close();
};
if (window.OscillatorNode) {
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...args) { window.seen.tones += 1; return start.apply(this, args); };
}`;
