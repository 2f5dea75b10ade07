// Checks that need no conversation: what the adapter says about itself must agree with what it has.
import assert from 'node:assert/strict';
import { OPERATION_NAMES, OPERATIONS } from '../../../src/core/providers/gate';
import type { ProviderAdapter } from '../../../src/core/providers/provider';
import { settingsFor, type Subject } from './subject';
import type { Check } from './check';

/** Checks of traits, settings and fixtures. They send nothing. */
export function traitChecks(subject: Subject): Check[] {
  return [
    {
      name: 'traits: agree with the definition, the methods and the settings',
      run: () => Promise.resolve().then(() => checkTraits(subject)),
    },
    {
      name: 'settings: complete, documented, and named after the provider',
      run: () => Promise.resolve().then(() => checkSettings(subject)),
    },
    {
      name: 'fixtures: a success and a refusal for every operation that moves value',
      run: () => Promise.resolve().then(() => checkFixtures(subject)),
    },
  ];
}

function adapterOf(subject: Subject): ProviderAdapter {
  const bare = { name: '', operation: 'capture', exchanges: [], outcome: { kind: 'unknown' } } as const;
  return subject.definition.adapter(settingsFor(subject, bare, 'http://127.0.0.1', 1_234));
}

function checkTraits(subject: Subject): void {
  const adapter = adapterOf(subject);
  const { traits } = adapter;
  const { capabilities } = traits;
  assert.equal(traits.type, subject.definition.type);
  assert.equal(traits.provider, subject.definition.provider);
  assert.match(traits.type, /^[a-z_]+\.[a-z_]+$/);
  assert.equal(traits.timeoutMs, 1_234, 'the timeout is not the configured one');
  assert.equal(traits.settlingMs, 1_000, 'the settling time is not the configured one');
  assert.equal(capabilities.lookup, adapter.lookup !== undefined, 'lookup');
  assert.equal(capabilities.refund, adapter.restore !== undefined || adapter.refund !== undefined, 'refund');
  assert.ok(capabilities.redeem, 'an adapter that cannot redeem is of no use');
  if (adapter.reserve) assert.ok(capabilities.reserve, 'reserve');
  assert.equal(adapter.restore === undefined, adapter.inquireRestore === undefined, 'restore without its inquiry');
  assert.ok(
    adapter.refund !== undefined || adapter.inquireRefund === undefined,
    'an inquiry about refunds without a refund',
  );
  assert.ok(
    traits.sourceFields.some((field) => field.sensitive),
    'no field is sensitive',
  );
  for (const field of traits.sourceFields) {
    assert.match(field.pattern, /^\^.*\$$/, `the pattern of ${field.name} is not anchored`);
    assert.match(field.example, new RegExp(field.pattern), `the example of ${field.name}`);
  }
}

function checkSettings({ definition }: Subject): void {
  const { settings, provider } = definition;
  assert.equal(new Set(settings.map(({ key }) => key)).size, settings.length, 'a key is used twice');
  for (const { env, description } of settings) {
    assert.match(env, new RegExp(`^${provider.toUpperCase()}_[A-Z_]+$`));
    assert.ok(description.length > 10, `${env} is not described`);
  }
  const own = definition.simulatorSettings('http://127.0.0.1:1');
  assert.match(String(own['baseUrl']), /^http:\/\/127\.0\.0\.1:1(\/.*)?$/);
  const keys = new Set(settings.map(({ key }) => key));
  for (const key of ['baseUrl', 'timeoutMs', 'settlingMs', ...Object.keys(own)]) {
    assert.ok(keys.has(key), `${key} is no setting`);
  }
  // A switch that is left alone means in live mode what it meant in the tests.
  for (const { env, key, fallback } of settings) {
    if (typeof fallback === 'boolean') assert.equal(own[key] ?? fallback, fallback, `${env} has two defaults`);
  }
  // Times are the operator's, with simulators as well.
  assert.ok(!('timeoutMs' in own) && !('settlingMs' in own), 'the simulator settings fix a time');
}

function checkFixtures(subject: Subject): void {
  const adapter = adapterOf(subject);
  for (const operation of OPERATION_NAMES) {
    if (adapter[operation] === undefined) continue;
    const kinds = subject.fixtures
      .filter((fixture) => fixture.operation === operation)
      .map(({ outcome }) => outcome.kind);
    assert.ok(kinds.length > 0, `${operation} has no fixture`);
    if (!OPERATIONS[operation].movesMoney) continue;
    assert.ok(kinds.includes('accepted'), `${operation} has no fixture of a success`);
    assert.ok(kinds.includes('declined'), `${operation} has no fixture of a refusal`);
  }
}
