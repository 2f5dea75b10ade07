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
  Enter: { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  NumpadEnter: { key: 'Enter', code: 'NumpadEnter', windowsVirtualKeyCode: 13, text: '\r' },
  Tab: { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 },
} as const;
const SIGNS: Readonly<Record<string, string>> = { '*': 'NumpadMultiply', '-': 'Minus', ' ': 'Space' };

interface Stroke {
  readonly key: string;
  readonly code: string;
  readonly windowsVirtualKeyCode: number;
  readonly text?: string;
}

/** A keyboard wedge: every code that it reads comes as keys, within a few milliseconds, and ends with its suffix. */
export class Scanner {
  private constructor(private readonly session: CDPSession) {}

  static async plugInto(page: Page): Promise<Scanner> {
    return new Scanner(await page.context().newCDPSession(page));
  }

  /** Sends all of the keys at once, so that the browser and no test decides how fast they come. */
  async scan(code: string, { prefix = '', suffix = 'Enter', layout = 'us' }: ScannerSettings = {}): Promise<void> {
    const strokes = [...[...(prefix + code)].map((sign) => strokeOf(sign, layout)), ENDS[suffix]];
    await this.send(strokes);
  }

  async send(strokes: readonly Stroke[]): Promise<void> {
    const events = strokes.flatMap((stroke) => {
      const { text: _, ...up } = stroke;
      return [
        { ...stroke, type: 'keyDown' as const },
        { ...up, type: 'keyUp' as const },
      ];
    });
    await Promise.all(events.map((event) => this.session.send('Input.dispatchKeyEvent', event)));
  }

  /** So many times the same key, with no pause in between. */
  async hammer(end: keyof typeof ENDS, times: number): Promise<void> {
    await this.send(Array.from({ length: times }, () => ENDS[end]));
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
