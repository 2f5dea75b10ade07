// A store, a notifier and a clock that a test moves: everything a webhook passes through, except the API.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { advance } from '../../src/core/redemption/advance';
import type { Fact } from '../../src/core/redemption/fact';
import type { Store } from '../../src/core/store';
import { Clock } from '../../src/core/values/ports';
import type { Reading } from '../../src/core/values/time';
import type { Redemption } from '../../src/core/redemption/redemption';
import { DEFAULT_SCHEDULE } from '../../src/core/redemption/schedule';
import type { WebhookEndpoint } from '../../src/core/webhooks/endpoint';
import { RandomIds } from '../../src/system/ids';
import { AesSealer } from '../../src/sealing/aes-sealer';
import { AddressGuard, type Resolve } from '../../src/webhooks/address-guard';
import type { NotifierParts } from '../../src/webhooks/attempt';
import { Notifier } from '../../src/webhooks/notifier';
import { pause } from '../../src/webhooks/pace';
import { MOST_TIMES } from '../../src/webhooks/spare-time';
import { WebhookSender } from '../../src/webhooks/sender';
import { newWebhookSecret } from '../../src/webhooks/signature';
import { sampleRedemption } from '../fixtures/redemption';

export class TestClock extends Clock {
  private counted = 1_000_000;

  constructor(private instant = Date.parse('2026-03-01T08:00:00Z')) {
    super();
  }

  override now(): number {
    return this.instant;
  }

  override elapsed(): number {
    return this.counted;
  }

  override reading(): Reading {
    return { clock: 'test', ms: this.counted };
  }

  /** Time passes. */
  pass(ms: number): void {
    this.instant += ms;
    this.counted += ms;
  }

  /** Somebody sets the clock; no time passes. Negative: back. */
  set(ms: number): void {
    this.instant += ms;
  }

  private paused = 0;
  /** What nobody sets: passes with the clock, and at once where somebody pauses. */
  readonly steady = {
    elapsed: (): number => this.counted + this.paused,
    pause: (ms: number): Promise<void> => {
      this.paused += ms;
      return Promise.resolve();
    },
  };
}

export interface WorldOptions {
  readonly clock?: Clock;
  readonly publicOnly?: boolean;
  readonly resolve?: Resolve;
  readonly timeoutMs?: number;
  readonly random?: () => number;
  /** Nothing: a process that has time. */
  readonly spare?: () => number;
  /** Another instance on the same store. */
  readonly shared?: World;
}

export interface World extends NotifierParts {
  readonly store: Store;
  readonly notifier: Notifier;
  readonly errors: unknown[];
  /** `null` stands for a secret that the test does not need. */
  endpoint(fields: Partial<WebhookEndpoint> & { url: string }, secret?: string): Promise<WebhookEndpoint>;
  /** A redemption that is created, reserved and canceled: three events, in three writes or, if `atOnce`, in one. */
  story(atOnce?: boolean): Promise<Redemption>;
  close(): Promise<void>;
}

export const ACCOUNT = 'acc_65f0c0c0c0c0c0c0c0c0c0c0';
export const STORY = ['redemption.created', 'redemption.reserved', 'redemption.failed'];
/** The same in every process of a test. */
const SEALING_KEY = Buffer.alloc(32, 'a key for tests');

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'vouch-webhooks-'));
}

/** Everything on top of a store that the caller opens and closes. */
export function worldOn(store: Store, options: WorldOptions = {}): World {
  const clock = options.clock ?? options.shared?.clock ?? new TestClock();
  const errors: unknown[] = [];
  const guard = new AddressGuard(options.publicOnly ?? false, options.resolve);
  const parts: NotifierParts = {
    events: store.events,
    webhooks: store.webhooks,
    clock,
    ids: options.shared?.ids ?? new RandomIds(clock),
    sealer: new AesSealer([SEALING_KEY]),
    guard,
    sender: new WebhookSender(guard, options.timeoutMs ?? 5000),
    ...(clock instanceof TestClock ? clock.steady : { elapsed: () => performance.now(), pause }),
    random: options.random ?? (() => 0.5),
    spare: options.spare ?? (() => MOST_TIMES),
    onSealedAway: () => undefined,
    onError: (error) => void errors.push(error),
  };
  const notifier = new Notifier(parts, 20);
  return {
    ...parts,
    store,
    notifier,
    errors,
    endpoint: (fields, secret) => insertEndpoint(parts, fields, secret),
    story: (atOnce) => tellStory(store, parts, atOnce),
    close: () => notifier.stop(),
  };
}

async function insertEndpoint(
  parts: NotifierParts,
  fields: Partial<WebhookEndpoint>,
  secret = newWebhookSecret(),
): Promise<WebhookEndpoint> {
  const now = parts.clock.now();
  const id = parts.ids.next('whe');
  const endpoint: WebhookEndpoint = {
    id,
    accountId: ACCOUNT,
    livemode: false,
    rev: 1,
    url: '',
    eventTypes: ['*'],
    description: null,
    disabledAt: null,
    disabledReason: null,
    secrets: [{ sealed: parts.sealer.seal(secret, id), createdAt: now, expiresAt: null }],
    failingSince: null,
    notice: null,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    ...fields,
  };
  await parts.webhooks.insertEndpoint(endpoint);
  return endpoint;
}

async function tellStory(store: Store, parts: NotifierParts, atOnce = false): Promise<Redemption> {
  const { clock, ids } = parts;
  const facts: Fact[] = [
    { kind: 'created' },
    { kind: 'reserved', until: clock.now() + DEFAULT_SCHEDULE.reservationMs },
    { kind: 'canceled', operationId: ids.next('op') },
  ];
  const source = { pin: '************9838' };
  let redemption = sampleRedemption({
    id: ids.next('rdm'),
    accountId: ACCOUNT,
    version: 0,
    createdAt: clock.now(),
    source,
  });
  for (const step of atOnce ? [facts] : facts.map((fact) => [fact])) {
    const advanced = advance(redemption, step, {
      at: clock.now(),
      reading: clock.reading(),
      actor: { kind: 'system', id: 'test' },
      requestId: null,
      writeId: ids.next('wrt'),
      schedule: DEFAULT_SCHEDULE,
      nextId: (prefix) => ids.next(prefix),
    });
    if (!advanced) throw new Error('Every step of the story changes something');
    const { rev } = redemption;
    redemption = advanced.redemption;
    const result =
      rev === 0
        ? await store.redemptions.insert(redemption, advanced.events)
        : await store.redemptions.replace(redemption, rev, advanced.events);
    if (result.kind !== 'written') throw new Error(result.kind);
  }
  return redemption;
}
