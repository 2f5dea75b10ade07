// The rules of the till alone, with keys at any pace.
import { readLink } from '../../../web/till/sale/entry/link';
import type { Effect } from '../../../web/till/sale/effects';
import type { Event, Key, Report } from '../../../web/till/sale/events';
import { initialState, reduce } from '../../../web/till/sale/reduce';
import type { State } from '../../../web/till/sale/state';
import type { VoucherType } from '../../../web/till/sale/entry/voucher-type';

export const PIN = '1115684091419838';
const type = (id: string, length: number, phone = false): VoucherType => ({
  id,
  name: id,
  pin: { name: 'pin', pattern: `^\\d{${String(length)}}$` },
  phone: phone ? { name: 'phone_number', pattern: '^(27|0)\\d{9}$' } : null,
  partial: true,
  currency: 'ZAR',
});
const TYPES = [type('one', 16), type('ott', 12, true), type('blu', 16)];
const TERMINAL = { id: 'trm_1', terminalId: 'TILL1', name: 'Front', accountName: 'A shop', livemode: false };

/** A till that is paired and has nothing to do. */
export class Rules {
  state: State;
  effects: Effect[] = [];
  at = 1_000_000;
  #keys = 0;

  constructor(query = '') {
    this.state = initialState(this.at);
    this.send({ type: 'opened', link: readLink(query), pairingCode: null });
    this.report({ type: 'profile_read', terminal: null, types: [], typeId: null, settings: {} });
    this.report({ type: 'lock_granted' });
    this.report({ type: 'records_read', records: [] });
    this.report({ type: 'identified', terminal: TERMINAL, types: TYPES });
    this.report({ type: 'unacknowledged_read', redemptions: [] });
    this.at += 2000;
    this.effects = [];
  }

  send(event: Event): this {
    const step = reduce(this.state, event, { at: this.at, freshKey: `key-${String(++this.#keys)}` });
    this.state = step.state;
    this.effects.push(...step.effects);
    return this;
  }

  report(report: Report): this {
    return this.send({ type: 'report', report });
  }

  key(key: Key, gapMs: number): this {
    const before = this.at;
    const waits = this.effects.at(-1);
    if (waits?.type === 'await_scan_end' && waits.afterMs < gapMs)
      this.wait(waits.afterMs).send({ type: 'scan_timed_out' });
    this.at = before + gapMs;
    return this.send({ type: 'key', key });
  }

  /** Characters, then named keys in braces: `123{Enter}`. */
  keys(text: string, gapMs: number): this {
    for (const key of keysOf(text)) this.key(key, gapMs);
    return this;
  }

  /** With the gap before each key; the last gap goes on for the rest. */
  paced(text: string, gapsMs: readonly number[]): this {
    keysOf(text).forEach((key, place) => this.key(key, gapsMs[place] ?? gapsMs.at(-1) ?? 0));
    return this;
  }

  /** Pressed at this pace, but heard by a page that is busy: each so long after the one before. */
  heardLate(text: string, gapMs: number, heardMs: number): this {
    const begin = this.at;
    keysOf(text).forEach((key, place) => {
      this.at += heardMs;
      this.send({ type: 'key', key, at: begin + place * gapMs });
    });
    return this;
  }

  type(text: string): this {
    return this.keys(text, 150);
  }

  scan(text: string): this {
    return this.keys(text, 8);
  }

  wait(ms: number): this {
    this.at += ms;
    return this;
  }

  voucher(amount = '1500'): this {
    return this.type(`${amount}{Enter}`).wait(1000);
  }

  /** Sends a scan, and answers with what the server would. */
  outcome(taken: number | null, amount = '1500'): this {
    this.voucher(amount).scan(`${PIN}{Enter}`);
    const [id] = Object.keys(this.state.attempts);
    this.report({ type: 'record_written', id: id ?? '' });
    this.wait(3000);
    const redemption = {
      id: 'rdm_1',
      outcome: taken === null ? ('not_paid' as const) : ('paid' as const),
      typeId: 'one',
      askedCents: Number(amount),
      takenCents: taken ?? 0,
      givenBackCents: 0,
      lastFour: '9838',
      reference: null,
      change: null,
      reason: taken === null ? 'voucher_expired' : null,
      at: this.at,
      askAfterMs: null,
    };
    return this.report({ type: 'answered', id: id ?? '', redemption });
  }

  get name(): string {
    return this.state.screen.name;
  }
}

function keysOf(text: string): Key[] {
  return (text.match(/\{\w+\}|./gsu) ?? []).map((part) => {
    if (/^\d$/.test(part)) return { kind: 'digit', digit: part };
    return part.length > 1 ? { kind: part.slice(1, -1) as 'Enter' } : { kind: 'text', text: part };
  });
}
