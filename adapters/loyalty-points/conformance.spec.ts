import type { ProviderAdapter } from '../../src/core/providers/provider';
import { describeLedgerConformance, ledgerChecks } from '../kit/conformance/ledger';
import { REFUSALS } from './config';
import loyaltyPoints from '.';

const source = {
  program_id: '0198f6a0-0000-7000-8000-000000000001',
  asset_id: '0198f6a0-0000-7000-8000-000000000002',
  participant_id: '0198f6a0-0000-7000-8000-000000000003',
};

describeLedgerConformance({ definition: loyaltyPoints, source, refusals: REFUSALS });

/** Each breaks one rule. */
const WRONG: Record<string, Partial<ProviderAdapter<'ledger'>>> = {
  'that tries twice': {
    capture: async (call) => {
      const first = await loyaltyPoints.adapter.capture(call);
      return first.kind === 'unknown' ? loyaltyPoints.adapter.capture(call) : first;
    },
  },
  'that takes doubt for a no': {
    capture: async (call) => {
      const told = await loyaltyPoints.adapter.capture(call);
      return told.kind === 'unknown' ? { kind: 'declined', code: 'provider_rejected', proof: 'record' } : told;
    },
  },
  'that throws': { capture: () => Promise.reject(new Error('no')) },
  'that renames': { capture: (call) => loyaltyPoints.adapter.capture({ ...call, reference: 'another' }) },
  'that asks by moving': { inquireCapture: (call) => loyaltyPoints.adapter.capture(call) },
};

it.each(Object.keys(WRONG))('an adapter %s is found out', async (name) => {
  const definition = { ...loyaltyPoints, adapter: { ...loyaltyPoints.adapter, ...WRONG[name] } };
  const checks = ledgerChecks({ definition, source, refusals: REFUSALS });
  const failed = await Promise.all(
    checks.map((check) =>
      check.run().then(
        () => false,
        () => true,
      ),
    ),
  );
  expect(failed).toContain(true);
});
