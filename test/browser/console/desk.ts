// A person at the console in a browser of his own, who knows nothing but what is on the screen.
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Answer, Call, World } from '../../api/world';
import { describeOnOne, type EngineUnderTest } from '../../tools/engines';
import { describeInBrowser, watch, type Watched } from '../browser';
import type { Person } from './people';

export interface DeskOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  /** What the browser thinks of where it is. */
  readonly timezoneId?: string;
}

/** A step on a machine that is busy with other specs. */
const STEP_MS = 30_000;

/** A suite in a browser, at a server on one engine; at full size on both. */
export function describeConsole(name: string, suite: (databaseUrl: EngineUnderTest['databaseUrl']) => void): void {
  describeOnOne(name, ({ databaseUrl }) => {
    describeInBrowser('in a browser', () => {
      suite(databaseUrl);
    });
  });
}

export class Desk {
  private constructor(
    readonly context: BrowserContext,
    readonly watched: Watched,
    private readonly url: string,
  ) {}

  /** A window at no address yet, in a browser that remembers nothing. */
  static async open(world: World, browser: Browser, options: DeskOptions = {}): Promise<Desk> {
    const { viewport = { width: 1280, height: 860 }, timezoneId = 'Africa/Johannesburg' } = options;
    const context = await browser.newContext({ viewport, timezoneId, locale: 'en-ZA' });
    context.setDefaultTimeout(STEP_MS);
    return new Desk(context, await watch(await context.newPage()), world.server.url);
  }

  get page(): Page {
    return this.watched.page;
  }

  /** Another window of the same browser. */
  async another(): Promise<Desk> {
    return new Desk(this.context, await watch(await this.context.newPage()), this.url);
  }

  /** `goto('/test/reviews')` */
  async goto(screen: string): Promise<void> {
    await this.page.goto(`${this.url}/console${screen}`);
  }

  /** From the door to the numbers of today. */
  async signIn(person: Person, screen = '/test'): Promise<void> {
    await this.goto(screen);
    await this.page.waitForURL(/\/signin/);
    await this.giveCredentials(person);
    await this.page.waitForURL(`${this.url}/console${screen}`);
  }

  /** E-mail, password, and a recovery code in place of the phone. */
  async giveCredentials(person: Person): Promise<void> {
    await this.page.getByLabel('E-mail').fill(person.email);
    await this.page.keyboard.press('Enter');
    await this.page.getByLabel('Password').fill(person.password);
    await this.page.keyboard.press('Enter');
    if (person.recovery.length === 0) return;
    await this.page.waitForURL(/\/signin\/second/);
    await this.page.getByLabel('Code').fill(person.recovery.pop() ?? '');
    await this.page.keyboard.press('Enter');
  }

  /** As somebody does who has the digits in hand. */
  async search(text: string): Promise<void> {
    await this.press('/');
    await this.page.keyboard.type(text);
    await this.press('Enter');
  }

  /** A call from inside the page, with its session and as it says what it is: what somebody can send who knows the API. */
  asPage(
    route: string,
    { body, headers = {} }: Pick<Call, 'body' | 'headers'> = {},
  ): Promise<Pick<Answer, 'status' | 'body'>> {
    const [method, path] = route.split(' ');
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = { method, headers: { 'vouch-console': '1', ...type, ...headers }, body: body && JSON.stringify(body) };
    return this.page.evaluate(`(async () => {
      const answer = await fetch(${JSON.stringify(path)}, ${JSON.stringify(sent)});
      return { status: answer.status, body: await answer.json() };
    })()`);
  }

  /** What the server says of the time is what this clock shows from now on, and not what the machine's does. */
  async followClock(clock: { now(): number }): Promise<void> {
    await this.page.route('**/v1/**', async (route) => {
      const response = await route.fetch();
      const date = new Date(clock.now()).toUTCString();
      await route.fulfill({ response, headers: { ...response.headers(), date } });
    });
  }

  /** Presses the button, and gives the file that comes. */
  async takeOut(): Promise<{ readonly text: string; readonly names: string; readonly rows: readonly string[] }> {
    const press = () => this.button('Take out as a file').click();
    const [download] = await Promise.all([this.page.waitForEvent('download'), press()]);
    const text = readFileSync(await download.path(), 'utf8');
    const [names = '', ...rows] = text.trim().split('\r\n');
    return { text, names, rows };
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  get sentence(): Locator {
    return this.page.getByTestId('sentence');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** What the page holds against itself, without refusals that a test asked for: a browser writes those down as errors as well. */
  get complaints(): string[] {
    return this.watched.complaints.filter((text) => !/status of 4\d\d/.test(text));
  }

  async close(): Promise<void> {
    // An answer that is still on its way when the window goes is nobody's.
    await this.page.unrouteAll({ behavior: 'ignoreErrors' });
    await this.context.close();
  }
}
