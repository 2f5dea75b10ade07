// The adapter against the simulator of its provider: the shared stories, then its own.
import { describeStories } from '../kit/conformance';
import { openStory } from '../kit/conformance/story';
import ott from '.';
import { hashOf } from './wire';

describeStories({
  definition: ott,
  pinLength: 12,
  change: 'sms',
  asksAfterDoubt: true,
  refunds: 'with_inquiry',
  lookup: true,
});

it('hashes as the specification does', () => {
  const form = { VoucherPin: '123456789012', VendorID: '11' };
  const expected = 'c399a3964ec6d7e3e7804fa56d14c78e2a1a880c1a702127d96a790ec6332bf0';
  expect(hashOf('ace4e782-e953-45d5-9f2a-aa1498c830ed', form)).toBe(expected);
  expect(hashOf('ace4e782-e953-45d5-9f2a-aa1498c830ed', { ...form, Hash: 'not part of it' })).toBe(expected);
});

it('knows the long test PIN by its last twelve digits, and claims it so', async () => {
  const story = await openStory(ott);
  const call = story.capture('1115684091419838', 'story-11');
  expect(story.adapter.claimOf?.(call.source)).toBe('684091419838');
  expect(await story.adapter.capture(call)).toMatchObject({ kind: 'accepted', amountCents: 1900 });
  await story.close();
});

it('takes the long test PIN nowhere but at its simulator, and never shows it in the pattern', () => {
  const pinField = (settings: object) =>
    ott.adapter({ timeoutMs: 1, settlingMs: 1, ...ott.simulatorSettings('http://127.0.0.1'), ...settings }).traits
      .sourceFields[0];
  expect(pinField({})).toMatchObject({ pattern: '^\\d{12}$', testValues: ['1115684091419838'] });
  expect(pinField({ apiKey: 'of-the-merchant' })).not.toHaveProperty('testValues');
});

it('refuses a code table that it cannot read, by name', () => {
  const build = (codeTable: string) => () =>
    ott.adapter({ timeoutMs: 1, settlingMs: 1, ...ott.simulatorSettings('http://127.0.0.1'), codeTable });
  expect(build('{')).toThrow('OTT_CODE_TABLE');
  expect(build('{"1":"fine"}')).toThrow('code 1');
  expect(build('{"0":"provider_rejected"}')).toThrow('success');
});

it('cannot give value back without issuing credentials', async () => {
  const other = await openStory(ott, { issuingPassword: '' });
  expect(other.adapter.refund).toBeUndefined();
  expect(other.adapter.traits.capabilities.refund).toBe(false);
  await other.close();
});
