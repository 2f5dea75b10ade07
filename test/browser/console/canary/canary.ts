// Everything that must be found nowhere, and the looking for it. A secret is looked for in each way in which somebody may have written it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { leftBehind, type Places } from '../../traces';
import type { Desk } from '../desk';

/** Shorter ones are found by chance. */
const SHORTEST = 12;
/** Between the groups of a number, the words of a password, the parts of a recovery code: also as they stand in UTF-8 read as bytes. */
const BETWEEN = /[\s\u00a0\u00c2\u2013\-+._]/g;

/** What must not be found, by what it is: `change PIN`. */
export class Secrets {
  readonly #byName = new Map<string, string>();

  add(name: string, secret: string): string {
    if (secret.replace(BETWEEN, '').length < SHORTEST) throw new Error(`There is no ${name} in "${secret}"`);
    this.#byName.set(`${name} ${String(this.#byName.size + 1)}`, secret);
    return secret;
  }

  get names(): string[] {
    return [...this.#byName.keys()].map((name) => name.replace(/ \d+$/, ''));
  }

  /** Each secret that stands somewhere, with the place. */
  foundIn(places: Places): string[] {
    const texts = Object.entries(places).map(([place, text]) => [place, squeezed(text), text] as const);
    return [...this.#byName].flatMap(([name, secret]) =>
      texts
        .filter(
          ([, plain, raw]) => plain.includes(squeezed(secret)) || encodings(secret).some((one) => raw.includes(one)),
        )
        .map(([place]) => `${name}: ${place}`),
    );
  }
}

/** As it is without whatever separates its parts, and without the signs that an address puts for others. */
function squeezed(text: string): string {
  const plain = text.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return plain.replace(BETWEEN, '').toLowerCase();
}

function encodings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), bytes.toString('hex')];
}

/** Keeps, from now on, what a desk goes through: every address it is at, and every text of its session. */
export class Observed {
  readonly #addresses: string[] = [];
  readonly #cookies: Promise<string[]>[] = [];

  constructor(private readonly desk: Desk) {
    desk.page.on('framenavigated', (frame) => this.#addresses.push(frame.url()));
    desk.context.on('response', (response) => {
      this.#cookies.push(response.headersArray().then(textsOf, () => []));
    });
  }

  async cookies(): Promise<string[]> {
    return [...new Set((await Promise.all(this.#cookies)).flat())];
  }

  /** In the browser, by place. The jar of cookies is where the session belongs, and no script reads it. */
  async places(): Promise<Places> {
    const { urls, said } = this.desk.watched;
    const { cookies: _jar, ...places } = await leftBehind(this.desk.page, { seen: urls.map((url) => ({ url })) }, said);
    const readable = await this.desk.page.evaluate<string>('document.cookie');
    return { ...places, visited: this.#addresses.join(' '), 'cookies of scripts': readable };
  }
}

function textsOf(headers: readonly { name: string; value: string }[]): string[] {
  return headers
    .filter(({ name }) => name.toLowerCase() === 'set-cookie')
    .flatMap(({ value }) => value.split('\n'))
    .map((one) => /^[^=]+=([^;]*)/.exec(one)?.[1] ?? '')
    .filter((text) => text !== '');
}

/** Every file below a folder, as bytes in a string. */
export function filesOf(folder: string): Places {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [`file ${name}`, readFileSync(join(folder, name), 'latin1')]));
}
