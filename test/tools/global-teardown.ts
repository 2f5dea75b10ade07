// After all specs: stops what global-setup.ts started.
import type { Broker } from './global-setup';

export default async function globalTeardown(): Promise<void> {
  const { vouchTestBroker } = globalThis as { vouchTestBroker?: Broker };
  await vouchTestBroker?.stop();
}
