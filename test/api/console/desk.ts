// People at the console for the specs: a browser that keeps its cookie as browsers do, and users who can sign in with it.
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RequestMethod } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { OwnCredentials } from '../../../src/auth/credentials';
import type { Access } from '../../../src/api/request/caller';
import type { User } from '../../../src/core/accounts/account';
import type { Permission } from '../../../src/core/accounts/permissions';
import type { Role } from '../../../src/core/accounts/roles';
import { AesSealer } from '../../../src/sealing/aes-sealer';
import { CHEAP_PASSWORD } from '../../tools/cheap-password';
import { sampleId } from '../../fixtures/redemption';
import { sampleUser } from '../../store/contract/people';
import type { TestClock } from '../../webhooks/world';
import type { Answer, World } from '../world';

/** What the page sends with everything. */
export const PAGE = { 'vouch-console': '1', 'sec-fetch-site': 'same-origin' };
export const PASSWORD = 'seven green lorries';
/** The one that worlds are started with. */
const sealer = new AesSealer([Buffer.alloc(32, 7)]);
const credentials = new OwnCredentials(CHEAP_PASSWORD);

export type Told = Answer['body'] & {
  readonly user: { readonly id: string; readonly email: string; readonly role: Role; readonly permissions: string[] };
  readonly present_until: string | null;
  readonly idle_ends_at: string;
  readonly ends_at: string;
  readonly secret: string;
  readonly password: string;
  readonly recovery_codes: readonly string[];
  readonly session: Told;
  readonly reason: string;
  readonly message: string;
  readonly key: string;
};

/** One browser: whatever cookie it was given last goes with each call. */
export class Browser {
  cookie = '';
  /** Before each call: entries of one millisecond have no order. */
  tick: () => void = () => undefined;
  /** Every `Set-Cookie` there was, whole. */
  readonly given: string[] = [];

  constructor(
    private readonly world: World,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  async call(route: string, body?: unknown, headers: Readonly<Record<string, string>> = PAGE) {
    this.tick();
    const cookie = this.cookie === '' ? {} : { cookie: this.cookie };
    const sent = { ...this.headers, ...cookie, ...headers };
    const answer = await this.world.call(route, { key: '', headers: sent, ...(body === undefined ? {} : { body }) });
    for (const one of answer.headers.getSetCookie()) {
      this.given.push(one);
      this.cookie = one.includes('Max-Age=0') ? '' : (one.split(';')[0] ?? '');
    }
    return answer as Omit<Answer, 'body'> & { readonly body: Told };
  }

  signIn(email: string, password = PASSWORD) {
    return this.call('POST /v1/console/session', { email, password });
  }
}

/** A user in the store who has chosen a password; approvers and admins have an authenticator. */
export interface Person {
  readonly user: User;
  readonly seed: string;
}

export function codeOf({ seed }: Pick<Person, 'seed'>, clock: TestClock): string {
  return new TOTP({ secret: Secret.fromBase32(seed) }).generate({ timestamp: clock.now() });
}

export async function addPerson(world: World, role: Role, over: Partial<User> = {}): Promise<Person> {
  const seed = credentials.newSeed();
  const id = sampleId('usr');
  const needs = role === 'approver' || role === 'admin';
  const account = await world.withStore((store) => store.accounts.findAccountByName('default'));
  const secondFactor = needs
    ? { sealedSeed: sealer.seal(seed, id), lastStep: 0, recoveryDigests: [], confirmedAt: 0 }
    : null;
  const user = sampleUser({
    id,
    accountId: account?.id ?? '',
    email: `${role}-${id.slice(-8)}@shop.example`,
    passwordHash: await credentials.hash(PASSWORD, { isIn: true, name: id }),
    role,
    secondFactor,
    ...over,
  });
  expect(await world.withStore((store) => store.accounts.insertUser(user))).toBe(true);
  return { user, seed };
}

/** A browser in which this person has signed in, all steps. */
export async function enter(world: World, person: Person, clock: TestClock): Promise<Browser> {
  const browser = new Browser(world);
  let answer = await browser.signIn(person.user.email);
  expect(answer.status).toBe(201);
  if (answer.body.status === 'second_factor') {
    // A code counts once: the last one that anybody gave may be of this half minute.
    clock.pass(30_000);
    answer = await browser.call('POST /v1/console/session/second_factor', { code: codeOf(person, clock) });
  }
  expect(answer.body).toMatchObject({ status: 'active' });
  return browser;
}

export async function signedIn(world: World, role: Role, clock: TestClock): Promise<Browser & { person: Person }> {
  const person = await addPerson(world, role);
  return Object.assign(await enter(world, person, clock), { person });
}

/** One route of the program, as its marks have it. */
export interface MarkedRoute {
  readonly route: string;
  readonly access: Access | undefined;
  readonly permission: Permission | undefined;
}

const API = resolve(__dirname, '../../../src/api');

/** Every route of every controller there is. */
export function routesOfApp(): MarkedRoute[] {
  const files = readdirSync(API, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.controller.ts'),
  );
  return files.flatMap((file) =>
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    Object.values(require(join(API, file)) as Record<string, unknown>).flatMap((one) => routesOfController(one)),
  );
}

function routesOfController(controller: unknown): MarkedRoute[] {
  if (typeof controller !== 'function' || !Reflect.hasMetadata('path', controller)) return [];
  const bases = [Reflect.getMetadata('path', controller) as string | string[] | undefined].flat();
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    const method =
      typeof handler === 'function' ? (Reflect.getMetadata('method', handler) as number | undefined) : undefined;
    if (method === undefined) return [];
    const paths = [Reflect.getMetadata('path', handler as object) as string | string[]].flat();
    const marks = (Reflect.getMetadata('__fastify_route_config__', handler as object) ?? {}) as Omit<
      MarkedRoute,
      'route'
    >;
    return bases.flatMap((base) =>
      paths.map((path) => ({
        route: `${String(RequestMethod[method])} /${[base, path].filter((part) => part && part !== '/').join('/')}`,
        access: marks.access,
        permission: marks.permission,
      })),
    );
  });
}

/** The address of a route, with ids that nobody has. */
export function addressed(route: string): string {
  return route.replace(/:(\w+)/g, 'rdm_000000000000000000000000');
}
