// A store, the three simulators and the use cases between them: enough to redeem for real and then to compare with the
// settlement file that the simulators write.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROVIDERS } from '../../adapters';
import { createBooks, type Scenario } from '../../adapters/kit/simulator/books';
import { startSimulators, type Simulators } from '../../adapters/kit/simulator/host';
import { createRedemption } from '../../src/core/use-cases/create';
import type { Services } from '../../src/core/use-cases/services';
import type { Caller } from '../../src/core/accounts/caller';
import type { Redemption } from '../../src/core/redemption/redemption';
import { DEFAULT_SCHEDULE } from '../../src/core/redemption/schedule';
import { ProcessKeyedLock } from '../../src/system/keyed-lock';
import { ProviderDirectory } from '../../src/providers/directory';
import { SystemClock } from '../../src/system/clock';
import { RandomIds } from '../../src/system/ids';
import { openStore } from '../../src/store/open';
import { AesSealer } from '../../src/sealing/aes-sealer';

export const OPERATOR = 'acc_65f0c0c0c0c0c0c0c0c0c0c0';
export const BLU_TYPE = 'vouchers.blu';
export const SHOP = 'acc_65f0c0c0c0c0c0c0c0c0c0c1';

export const SOURCES: Readonly<Record<string, (pin: string) => Record<string, string>>> = {
  'vouchers.one_voucher': (pin) => ({ pin }),
  'vouchers.ott': (pin) => ({ pin, phone_number: '27821234567' }),
  'vouchers.blu': (pin) => ({ token: pin }),
};

export function callerOf(accountId: string, livemode = false): Caller {
  return {
    accountId,
    livemode,
    keyId: 'key_65f0c0c0c0c0c0c0c0c0c0c0',
    actor: { kind: 'api_key', id: 'key_65f0c0c0c0c0c0c0c0c0c0c0' },
    publishable: false,
    requestId: null,
  };
}

export interface World {
  readonly services: Services;
  readonly simulators: Simulators;
  readonly databaseUrl: string;
  readonly folder: string;
  /** The same installation over another store, such as one that was put back from a backup. Closed with the world. */
  over(databaseUrl: string): Promise<Services>;
  redeem(accountId: string, type: string, value: number, scenario?: Scenario): Promise<Redemption>;
  /** The settlement file of a provider, as its lines. The first is the header. */
  statement(provider: string): Promise<string[]>;
  /** The provider's next call of this operation goes wrong so. */
  fault(provider: string, operation: string, fault: string): Promise<void>;
  close(): Promise<void>;
}

/** `databaseUrl` absent: a SQLite file of its own. Two accounts, of which the operator's is the older. */
export async function openWorld(databaseUrl?: string): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-reconcile-spec-'));
  const url = databaseUrl ?? `sqlite:${join(folder, 'vouch.db')}`;
  const books = createBooks();
  const simulators = await startSimulators({ providers: PROVIDERS, books, control: true });
  const clock = new SystemClock();
  const store = await openStore(url);
  const stores = [store];
  const providers = new ProviderDirectory({
    definitions: PROVIDERS,
    config: {
      test: Object.fromEntries(PROVIDERS.map(({ provider }) => [provider, { timeoutMs: 2000 }])),
      live: {},
    },
    simulators: simulators.addresses,
    limits: { concurrent: 20, breakAfter: 1000, halfOpenAfterMs: 1000 },
    observe: () => undefined,
  });
  const services = {
    store,
    clock,
    ids: new RandomIds(clock),
    sealer: new AesSealer([randomBytes(32)]),
    providers,
    lock: new ProcessKeyedLock(),
    schedule: DEFAULT_SCHEDULE,
    approvalLimits: () => Promise.resolve({ above: null, abovePerDay: null }),
    guesses: { count: () => undefined },
  } satisfies Services;
  await store.accounts.ensureAccount({ id: SHOP, name: 'shop', createdAt: 2 });
  await store.accounts.ensureAccount({ id: OPERATOR, name: 'operator', createdAt: 1 });
  return {
    services,
    simulators,
    databaseUrl: url,
    folder,
    over: async (other) => {
      const reopened = await openStore(other);
      stores.push(reopened);
      return { ...services, store: reopened, lock: new ProcessKeyedLock() };
    },
    redeem: (accountId, type, value, scenario = 'ok') => redeem(services, simulators, accountId, type, value, scenario),
    statement: async (provider) => {
      const reply = await fetch(`${String(simulators.addresses['control'])}/statement?provider=${provider}`);
      return (await reply.text()).trimEnd().split('\n');
    },
    fault: async (provider, operation, fault) => {
      const body = JSON.stringify({ provider, operation, fault });
      const reply = await fetch(`${String(simulators.addresses['control'])}/faults`, { method: 'POST', body });
      if (!reply.ok) throw new Error(await reply.text());
    },
    close: async () => {
      providers.close();
      await simulators.close();
      for (const opened of stores) await opened.close();
      books.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Presents a voucher for `value` cents of it. */
export async function present(
  services: Services,
  type: string,
  pin: string,
  value: number,
  captureMethod: 'automatic' | 'manual' = 'automatic',
): Promise<Redemption> {
  const command = { ...commandOf(type, pin, value), captureMethod };
  return (await createRedemption(services, command, callerOf(OPERATOR))).redemption;
}

function commandOf(type: string, pin: string, value: number) {
  return {
    type,
    source: SOURCES[type]?.(pin) ?? {},
    amountCents: value,
    currency: 'ZAR',
    captureMethod: 'automatic',
    confirm: true,
    options: { partial: 'decline' },
    metadata: {},
    externalReference: null,
    relatedIds: [],
  } as const;
}

async function redeem(
  services: Services,
  simulators: Simulators,
  accountId: string,
  type: string,
  value: number,
  scenario: Scenario,
): Promise<Redemption> {
  const { pin } = simulators.issue({ type, value, scenario });
  const command = commandOf(type, pin, value);
  return (await createRedemption(services, command, callerOf(accountId))).redemption;
}
