// A browser as a process of its own that can be killed as a power cut does, and started again with what it had written by then.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { findChromium } from '../../tools/chromium-binary';
import { ARGS } from '../browser';

/** What else a browser without a window wants that belongs to a test. */
const QUIETLY = [
  '--headless',
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
];
const PATIENCE_MS = 60_000;

export class MortalBrowser {
  private constructor(
    private readonly child: ChildProcess,
    private readonly browser: Browser,
  ) {}

  /** Starts on the profile in this folder, which is made where there is none. */
  static async start(profile: string): Promise<MortalBrowser> {
    const found = findChromium();
    if ('why' in found) throw new Error(`There is no browser: ${found.why}`);
    const args = [...QUIETLY, ...ARGS, `--user-data-dir=${profile}`, 'about:blank'];
    // A group of its own: a browser is several processes, and the power goes for all of them at once.
    const child = spawn(found.path, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    return new MortalBrowser(child, await chromium.connectOverCDP(await addressOf(child)));
  }

  /** The one that keeps what it is given: cookies, databases. */
  get context(): BrowserContext {
    const [context] = this.browser.contexts();
    if (!context) throw new Error('The browser has no window');
    return context;
  }

  /** As a power cut does: nothing is written any more. */
  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    if (this.child.pid !== undefined) process.kill(-this.child.pid, 'SIGKILL');
    await ended;
    await this.browser.close().catch(() => undefined);
  }

  /** As at closing time: everything is written first. */
  async close(): Promise<void> {
    const ended = once(this.child, 'exit');
    const session = await this.browser.newBrowserCDPSession();
    await session.send('Browser.close').catch(() => undefined);
    await ended;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }
}

/** Where it listens, which it says on standard error. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`The browser does not listen: ${said}`)), PATIENCE_MS);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(late);
      resolve(address);
    });
    child.once('exit', () => reject(new Error(`The browser ended: ${said}`)));
  });
}
