// Test mode's other side: starts the simulators in this process, or finds those that run elsewhere, and makes vouchers there.
import { join } from 'node:path';
import type { Logger } from 'pino';
import { PROVIDERS } from '../../adapters';
import { createBooks, SCENARIOS, type Scenario } from '../../adapters/kit/simulator/books';
import { startSimulators, type Simulators } from '../../adapters/kit/simulator/host';
import { TestVouchers, type TestVoucherOrder } from '../api/test-helpers/test-vouchers';
import { whyFetchFailed } from '../system/fetch-failure';
import type { Shutdown } from '../system/shutdown';
import type { Config } from '../config';

/** The simulators that test keys reach. */
export interface TestMode {
  /** Where each provider's simulator listens, by provider, and `control` where they run elsewhere. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly vouchers: TestVouchers;
}

/**
 * Starts simulators, or finds those of `simulatorsUrl`; `shutdown` closes what was started. Rejects where configured
 * simulators do not respond: test keys would find every provider dead.
 */
export async function openTestMode(
  config: Pick<Config, 'simulatorsUrl' | 'databaseUrl' | 'dataDir'>,
  logger: Pick<Logger, 'warn'>,
  shutdown: Shutdown,
): Promise<TestMode> {
  const { simulatorsUrl } = config;
  if (simulatorsUrl !== null) {
    return { addresses: await addressesAt(simulatorsUrl), vouchers: new RemoteVouchers(simulatorsUrl) };
  }
  if (config.databaseUrl.startsWith('mongodb')) {
    logger.warn('Each instance has simulators of its own: set VOUCH_SIMULATORS_URL where several share this store');
  }
  // In a file, so that after a restart the simulators still know which vouchers were used.
  const books = createBooks({ file: join(config.dataDir, 'simulators.jsonl') });
  shutdown.add(() => {
    books.close();
  });
  const simulators = await startSimulators({ providers: PROVIDERS, books });
  shutdown.add(() => simulators.close());
  return { addresses: simulators.addresses, vouchers: new OwnVouchers(simulators) };
}

class OwnVouchers extends TestVouchers {
  override readonly scenarios = SCENARIOS;

  constructor(private readonly simulators: Simulators) {
    super();
  }

  override create({ type, amountCents, scenario }: TestVoucherOrder): Promise<{ readonly pin: string }> {
    const { pin } = this.simulators.issue({ type, value: amountCents, scenario: scenario as Scenario });
    return Promise.resolve({ pin });
  }
}

class RemoteVouchers extends TestVouchers {
  override readonly scenarios = SCENARIOS;

  constructor(private readonly controlUrl: string) {
    super();
  }

  override async create({ type, amountCents, scenario }: TestVoucherOrder): Promise<{ readonly pin: string }> {
    const answer = await askControl(`${this.controlUrl}/vouchers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type, value: amountCents, scenario }),
    });
    if (typeof answer['pin'] !== 'string') throw new Error('The simulators made no voucher');
    return { pin: answer['pin'] };
  }
}

/** As the control server tells it. */
async function addressesAt(controlUrl: string): Promise<Readonly<Record<string, string>>> {
  const answer = await askControl(`${controlUrl}/`).catch((error: unknown) => {
    const hint = 'start them with `vouch simulators`, or leave it unset and this server starts its own';
    throw new Error(`VOUCH_SIMULATORS_URL: no simulators answer at ${controlUrl} (${whyFetchFailed(error)}): ${hint}`);
  });
  const addresses = Object.entries(answer).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { ...Object.fromEntries(addresses), control: controlUrl };
}

const CONTROL_TIMEOUT_MS = 5_000;

async function askControl(url: string, init: RequestInit = {}): Promise<Readonly<Record<string, unknown>>> {
  const reply = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(CONTROL_TIMEOUT_MS) });
  const body: unknown = await reply.json();
  if (reply.ok && typeof body === 'object' && body !== null) return body as Record<string, unknown>;
  throw new Error(`it answered ${String(reply.status)}`);
}
