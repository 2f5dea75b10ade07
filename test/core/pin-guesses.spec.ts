// Whoever is told whether a number is a PIN may be guessing: each number that is compared counts before anybody knows what comes of it.
import type { Caller } from '../../src/core/accounts/caller';
import type { NamedText } from '../../src/core/use-cases/pins/named-texts';
import { refusePinOf } from '../../src/core/use-cases/pins/pin-in-text';
import { Refusal } from '../../src/core/values/refusal';
import { sampleRedemption } from '../fixtures/redemption';

const PIN = '111568409838';
const WRONG = '222568409838';
const REDEMPTION = sampleRedemption({
  source: {},
  changeVoucher: {
    ...{ maskedPin: '********9838', sealedPin: PIN, serialNumber: null, expiresAt: null, amountCents: 900 },
    ...{ delivery: 'inline' as const },
  },
});

const SERVER: Caller = {
  ...{
    accountId: 'acc_1',
    livemode: false,
    keyId: 'key_1',
    actor: { kind: 'api_key', id: 'key_1' },
    publishable: false,
  },
  requestId: null,
};
const PERSON: Caller = {
  ...SERVER,
  user: { id: 'usr_1', email: 'anne@shop.example', role: 'viewer', sessionId: 'ses_1', epoch: 0, presentUntil: null },
};
const TILL: Caller = { ...SERVER, terminal: { terminalId: 'T1', since: 0, unlocks: 0 } };
const PAGE: Caller = { ...SERVER, publishable: true };

/** What happened, in its order, where the caller has so many guesses left. */
function looked(caller: Caller, left: number, ...texts: string[]) {
  const steps: string[] = [];
  const services = {
    sealer: {
      open: (sealed: string) => {
        steps.push('compared');
        return sealed;
      },
    },
    providers: { find: () => undefined, list: () => [] },
    guesses: {
      count: (by: Caller) => {
        expect(by).toBe(caller);
        steps.push('counted');
        if ((left -= 1) < 0) throw new Refusal('too_many_pin_attempts', 'Too many');
      },
    },
  } as unknown as Parameters<typeof refusePinOf>[0];
  try {
    refusePinOf(
      services,
      caller,
      REDEMPTION,
      texts.map((text, nth): NamedText => [`text${String(nth)}`, text]),
    );
  } catch (error) {
    steps.push(error instanceof Refusal ? error.code : String(error));
  }
  return steps;
}

it.each([
  ['a person', PERSON],
  ['a terminal', TILL],
  ['a publishable key', PAGE],
])('%s is counted before a number is compared, and told nothing once the guesses are used up', (_, caller) => {
  expect(looked(caller, 9, WRONG)).toEqual(['counted', 'compared']);
  expect(looked(caller, 9, PIN)).toEqual(['counted', 'compared', 'pin_in_text']);
  expect(looked(caller, 0, WRONG)).toEqual(['counted', 'too_many_pin_attempts']);
  expect(looked(caller, 0, PIN)).toEqual(['counted', 'too_many_pin_attempts']);
  // Each number once, however often it stands there; and what looks like no PIN of it is none of this.
  expect(looked(caller, 2, `${WRONG} x ${PIN}`)).toEqual(['counted', 'compared', 'counted', 'compared', 'pin_in_text']);
  expect(looked(caller, 1, `${WRONG} x ${PIN}`)).toEqual(['counted', 'compared', 'counted', 'too_many_pin_attempts']);
  expect(looked(caller, 9, WRONG, WRONG)).toEqual(['counted', 'compared']);
  expect(looked(caller, 0, 'paid on 27/11, voucher …9838, phone 0821234567')).toEqual([]);
});

it('a secret key is not counted: it may read every PIN of its account', () => {
  expect(looked(SERVER, 0, WRONG)).toEqual(['compared']);
  expect(looked(SERVER, 0, PIN)).toEqual(['compared', 'pin_in_text']);
});

it('eight numbers are compared in a call, and no more are counted: the ninth is refused whatever it is', () => {
  const many = Array.from({ length: 20 }, (_, nth) => `${String(nth + 10)}2568409838`);
  const steps = looked(PERSON, 100, ...many);
  expect(steps.filter((step) => step === 'compared')).toHaveLength(8);
  expect(steps.filter((step) => step === 'counted')).toHaveLength(8);
  expect(steps.at(-1)).toBe('pin_in_text');
});
