// What a newcomer needs to try the till: one that waits for its code, and test vouchers of each kind of answer.
import type { Account } from '../core/accounts/account';
import type { Terminal } from '../core/terminals/terminal';
import { newTerminal, type TerminalParts } from '../core/terminals/terminals';
import { newPairingCode } from './pairing-code';

/** Made, but in no store yet. */
export interface DemoTill {
  readonly terminal: Terminal;
  readonly code: string;
  readonly vouchers: readonly DemoVoucher[];
}

/** `answer`: to a sale of `DEMO_SALE_CENTS`. */
export interface DemoVoucher {
  readonly answer: 'paid' | 'partly_paid' | 'not_paid';
  readonly pin: string;
  readonly amountCents: number;
}

/** Makes a voucher that the simulators honour. What it throws leaves the till without vouchers. */
export type VoucherMaker = (order: {
  readonly type: string;
  readonly amountCents: number;
  readonly scenario: string;
}) => Promise<{ readonly pin: string }>;

/** What the vouchers are to be tried with. */
export const DEMO_SALE_CENTS = 5_000;
const TERMINAL_ID = 'TILL1';
const TYPE = 'vouchers.one_voucher';
const KINDS = [
  { answer: 'paid', amountCents: DEMO_SALE_CENTS, scenario: 'ok' },
  { answer: 'partly_paid', amountCents: 1_900, scenario: 'ok' },
  { answer: 'not_paid', amountCents: DEMO_SALE_CENTS, scenario: 'used' },
] as const;

/** A till in test mode. `by`: who makes it. */
export async function makeDemoTill(
  parts: Omit<TerminalParts, 'store'>,
  account: Account,
  makeVoucher: VoucherMaker,
  by: string,
): Promise<DemoTill> {
  const code = newPairingCode();
  const asked = { terminalId: TERMINAL_ID, name: 'First till', code };
  const terminal = newTerminal(parts, asked, { accountId: account.id, livemode: false }, by);
  return { terminal, code, vouchers: await demoVouchers(makeVoucher) };
}

/** Simulators that run elsewhere may make none just now: that is no reason not to start. */
async function demoVouchers(makeVoucher: VoucherMaker): Promise<DemoVoucher[]> {
  try {
    const vouchers: DemoVoucher[] = [];
    for (const { answer, amountCents, scenario } of KINDS) {
      const { pin } = await makeVoucher({ type: TYPE, amountCents, scenario });
      vouchers.push({ answer, pin, amountCents });
    }
    return vouchers;
  } catch {
    return [];
  }
}
