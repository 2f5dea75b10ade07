// Keys as they reach a page: of a person, one after the other, and of a scanner that types faster than anybody can.
import type { CDPSession, Page } from 'playwright-core';

/** How a scanner was set up, by us or by whoever had it before. */
export interface ScannerSettings {
  readonly prefix?: string;
  readonly suffix?: 'Enter' | 'Tab' | 'NumpadEnter';
  /** What the digits of the upper row give under the layout of the machine. */
  readonly layout?: 'us' | 'azerty';
}

/** The upper row of a French keyboard, without shift: what `key` says while `code` says `Digit0` to `Digit9`. */
const AZERTY = ['à', '&', 'é', '"', "'", '(', '-', 'è', '_', 'ç'];
const ENDS = {
  Escape: { key: 'Escape', code: 'Escape', windowsVirtualKeyCode: 27 },
  Enter: { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  NumpadEnter: { key: 'Enter', code: 'NumpadEnter', windowsVirtualKeyCode: 13, text: '\r' },
  Tab: { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 },
} as const;
const SIGNS: Readonly<Record<string, string>> = { '*': 'NumpadMultiply', '-': 'Minus', ' ': 'Space' };

/** So far ahead of the page's clock that it is not yet there when it is told to stop there; further on a machine that is busy. */
const STEPS_MS = [250, 1000, 4000];

/** The clock of the page stands from now on. */
export async function stopClock(page: Page): Promise<void> {
  for (const [place, stepMs] of STEPS_MS.entries()) {
    const at = (await page.evaluate<number>('Date.now()')) + stepMs;
    try {
      await page.clock.pauseAt(at);
      return;
    } catch (error) {
      if (place === STEPS_MS.length - 1 || !String(error).includes('to the past')) throw error;
    }
  }
}

interface Stroke {
  readonly key: string;
  readonly code: string;
  readonly windowsVirtualKeyCode: number;
  readonly text?: string;
}

/** A keyboard wedge: every code that it reads comes as keys, within a few milliseconds, and ends with its suffix. */
export class Scanner {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  static async plugInto(page: Page): Promise<Scanner> {
    return new Scanner(page, await page.context().newCDPSession(page));
  }

  /** Reads a code, or the same code several times. */
  async scan(code: string, settings: ScannerSettings = {}, times = 1): Promise<void> {
    const { prefix = '', suffix = 'Enter', layout = 'us' } = settings;
    const once = [...Array.from(prefix + code, (sign) => strokeOf(sign, layout)), ENDS[suffix]];
    // The clock of the page stands while they come: a machine that is busy with other specs must not make fingers of a scanner.
    await stopClock(this.page);
    await this.#send(Array.from({ length: times }, () => once).flat());
    await this.page.clock.resume();
  }

  /** These keys with no pause in between, as when somebody leans on them. */
  async hammer(keys: readonly (keyof typeof ENDS | (string & {}))[]): Promise<void> {
    await this.#send(keys.map((key) => (key in ENDS ? ENDS[key as keyof typeof ENDS] : strokeOf(key, 'us'))));
  }

  /** All of them at once, so that the browser and no test decides how fast they come. */
  async #send(strokes: readonly Stroke[]): Promise<void> {
    const events = strokes.flatMap((stroke) => {
      const { text: _, ...up } = stroke;
      return [
        { ...stroke, type: 'keyDown' as const },
        { ...up, type: 'keyUp' as const },
      ];
    });
    await Promise.all(events.map((event) => this.session.send('Input.dispatchKeyEvent', event)));
  }
}

function strokeOf(sign: string, layout: 'us' | 'azerty'): Stroke {
  const virtual = sign.toUpperCase().charCodeAt(0);
  if (/\d/.test(sign)) {
    const key = layout === 'azerty' ? (AZERTY[Number(sign)] ?? sign) : sign;
    return { key, code: `Digit${sign}`, windowsVirtualKeyCode: virtual, text: key };
  }
  const code = SIGNS[sign] ?? `Key${sign.toUpperCase()}`;
  return { key: sign, code, windowsVirtualKeyCode: virtual, text: sign };
}
