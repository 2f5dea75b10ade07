// People who work at the console, made as an installation makes them: the first admin by the printed password, the others by that admin.
// Everything over HTTP, as the page itself does it.
import { createHmac } from 'node:crypto';
import type { World } from '../../api/world';

export type Role = 'viewer' | 'agent' | 'approver' | 'admin';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  /** What an authenticator makes its codes of. Empty of those who have no second factor. */
  readonly seed: string;
  /** Each lets in once in place of a phone. Empty of those who have no second factor. */
  readonly recovery: string[];
}

interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A browser without a page: it keeps its cookie, and says what the page says of itself. */
export class Caller {
  private cookie = '';

  constructor(private readonly url: string) {}

  async call(route: string, body?: unknown): Promise<Reply> {
    const [method = 'GET', path = '/'] = route.split(' ');
    const reply = await fetch(this.url + path, {
      method,
      headers: {
        'vouch-console': '1',
        'sec-fetch-site': 'same-origin',
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const given of reply.headers.getSetCookie()) this.cookie = given.split(';', 1)[0] ?? '';
    const text = await reply.text();
    return { status: reply.status, body: (text === '' ? {} : JSON.parse(text)) as Reply['body'] };
  }

  /** The same, where anything but a success is a defect of the test. */
  async must(route: string, body?: unknown): Promise<Reply['body']> {
    const reply = await this.call(route, body);
    if (reply.status >= 300) throw new Error(`${route}: ${JSON.stringify(reply.body)}`);
    return reply.body;
  }
}

/** The shop's people: its first admin, who lets in whoever a test asks for. */
export class Staff {
  private count = 0;

  private constructor(
    private readonly url: string,
    readonly admin: Person,
    private readonly asAdmin: Caller,
  ) {}

  /** Once for a world: the first password works once. */
  static async of(world: World): Promise<Staff> {
    const { firstBoot } = world.server;
    if (!firstBoot) throw new Error('The store was not empty');
    const caller = new Caller(world.server.url);
    const admin = await settle(caller, firstBoot.user.email, firstBoot.user.password, 'the first of many admins');
    return new Staff(world.server.url, admin, caller);
  }

  /** Somebody new, who has chosen a password and a second factor where the role takes one. */
  async hire(role: Role): Promise<Person> {
    this.count += 1;
    const email = `${role}${String(this.count)}@shop.example`;
    const { password } = await this.asAdmin.must('POST /v1/console/users', { email, role });
    return settle(new Caller(this.url), email, String(password), `${role} with a bicycle ${String(this.count)}`);
  }

  /** Ends every session of somebody, as an admin does who is told that a phone was stolen. */
  async throwOut({ id }: Person): Promise<void> {
    await this.asAdmin.must(`DELETE /v1/console/sessions?user_id=${id}`);
  }

  /** Anything else that an admin asks. */
  ask(route: string, body?: unknown): Promise<Reply['body']> {
    return this.asAdmin.must(route, body);
  }
}

async function settle(caller: Caller, email: string, printed: string, password: string): Promise<Person> {
  await caller.must('POST /v1/console/session', { email, password: printed });
  const session = await caller.must('POST /v1/console/session/password', { new_password: password });
  const { id } = session['user'] as { id: string };
  if (session['status'] === 'active') return { id, email, password, seed: '', recovery: [] };
  const { secret } = await caller.must('POST /v1/console/session/second_factor/setup');
  const confirmed = await caller.must('POST /v1/console/session/second_factor/confirm', {
    code: codeOf(String(secret)),
  });
  const recovery = [...(confirmed['recovery_codes'] as string[])];
  return { id, email, password, seed: String(secret), recovery };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator shows for a seed at a time (RFC 6238). */
export function codeOf(seed: string, at = Date.now()): string {
  const bits = Array.from(seed.replace(/[\s=]/g, ''))
    .map((sign) => ALPHABET.indexOf(sign).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const start = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
