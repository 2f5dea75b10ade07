// One redemption in any state, made by submitting facts: what the table tests of the core start from.
import { advance, type Advanced } from '../../src/core/redemption/advance';
import type { Fact, FactContext, RequestedOperation, SealedInquiry } from '../../src/core/redemption/fact';
import type { Actor } from '../../src/core/redemption/actor';
import type { Reading } from '../../src/core/values/time';
import type { HeldVoucher, Operation, Redemption } from '../../src/core/redemption/redemption';
import { DEFAULT_SCHEDULE } from '../../src/core/redemption/schedule';
import { sampleRedemption } from '../fixtures/redemption';

export const T0 = Date.UTC(2026, 0, 1);
export const SETTLING_MS = 60_000;

const DRAFT = sampleRedemption({
  id: 'rdm_1',
  version: 0,
  createdAt: T0,
  amountCents: 1000,
  source: { pin: '************9838' },
  sealedSource: 'sealed',
});

export const CHANGE: HeldVoucher = {
  sealedPin: 'sealed change',
  maskedPin: '************1234',
  serialNumber: 'S1',
  expiresAt: null,
  amountCents: 900,
  delivery: 'inline',
};

/** A redemption and a clock that stands still unless told; every fact goes through the one door. */
export class Story {
  now = T0;
  /** Who brings the next facts, by its own count; null: somebody who counts nothing. Time that passes is counted by all. */
  reading: Reading | null = { clock: 'one', ms: 0 };
  events: string[] = [];
  /** Who they are to the journal. */
  actor: Actor = { kind: 'system', id: 'test' };
  #ids = 0;

  constructor(public redemption: Redemption = DRAFT) {}

  context(): FactContext {
    return {
      at: this.now,
      ...(this.reading ? { reading: this.reading } : {}),
      actor: this.actor,
      requestId: null,
      writeId: this.#next('wrt'),
      schedule: DEFAULT_SCHEDULE,
      nextId: (prefix) => this.#next(prefix),
    };
  }

  /** Submits facts as one write. Null where they changed nothing. */
  tell(...facts: Fact[]): Advanced | null {
    const advanced = advance(this.redemption, facts, this.context());
    if (advanced) {
      this.redemption = advanced.redemption;
      this.events.push(...advanced.events.map((event) => event.type));
    }
    return advanced;
  }

  wait(milliseconds: number): this {
    this.now += milliseconds;
    if (this.reading) this.reading = { ...this.reading, ms: this.reading.ms + milliseconds };
    return this;
  }

  /** Answers an ask of an operation: the newest one unless told which; null for a notice that came unasked. */
  answer(
    operationId: string,
    inquiry: SealedInquiry,
    more: { askId?: string | null; fallback?: RequestedOperation | null; changeIssuer?: string } = {},
  ): Advanced | null {
    const askId = more.askId === undefined ? (this.operation(operationId).asks.at(-1)?.id ?? null) : more.askId;
    const fallback = more.fallback ?? null;
    const { changeIssuer } = more;
    const issuer = changeIssuer === undefined ? {} : { changeIssuer };
    return this.tell({ kind: 'answered', operationId, askId, inquiry, settlingMs: SETTLING_MS, fallback, ...issuer });
  }

  ask(operationId: string): string {
    const askId = this.#next('ask');
    this.tell({ kind: 'asked', operationId, askId, dueAt: this.now + 12_000 });
    return askId;
  }

  operation(id: string): Operation {
    const operation = this.redemption.operations.find((candidate) => candidate.id === id);
    if (!operation) throw new Error(`No operation ${id}`);
    return operation;
  }

  facts(): string[] {
    return this.redemption.journal.map((entry) => entry.fact);
  }

  #next(prefix: string): string {
    this.#ids += 1;
    return `${prefix}_${String(this.#ids)}`;
  }
}

export function requested(id: string, over: Partial<RequestedOperation> = {}): RequestedOperation {
  return { id, type: 'confirm', method: 'capture', amountCents: 1000, askId: `ask_${id}`, dueAt: T0 + 12_000, ...over };
}

/** Named starting points, each reached by facts alone. */
export const STATES = {
  draft: (): Story => story({}, [{ kind: 'created' }]),
  held: (): Story => story({ captureMethod: 'manual' }, [...HELD, { kind: 'hold_recorded', operationId: 'op_hold' }]),
  sent: (): Story => story({}, [...HELD, { kind: 'operation_requested', operation: requested('op_1') }]),
  sentManually: (): Story => {
    const held = story({ captureMethod: 'manual' }, [...HELD, { kind: 'hold_recorded', operationId: 'op_hold' }]);
    held.tell({ kind: 'operation_requested', operation: requested('op_1') });
    return held;
  },
  inDoubt: (): Story => {
    const sent = STATES.sent();
    sent.answer('op_1', { kind: 'unknown', reason: 'timeout' });
    sent.wait(5000).ask('op_1');
    return sent;
  },
  confirmed: (): Story => {
    const sent = STATES.sent();
    sent.answer('op_1', accepted(1000));
    return sent;
  },
  failed: (): Story => {
    const sent = STATES.sent();
    sent.answer('op_1', declined('voucher_expired'));
    return sent;
  },
  reversing: (): Story => {
    const confirmed = STATES.confirmed();
    confirmed.tell(reversal('op_r1', 'rev_1', 400));
    return confirmed;
  },
} satisfies Record<string, () => Story>;

const HELD: Fact[] = [{ kind: 'created' }, { kind: 'reserved', until: T0 + 900_000 }];

export function story(over: Partial<Redemption>, facts: Fact[]): Story {
  const begun = new Story({ ...DRAFT, ...over });
  begun.tell(...facts);
  return begun;
}

export function accepted(amountCents: number, voucher: HeldVoucher | null = null): SealedInquiry {
  return { kind: 'accepted', amountCents, voucher };
}

export function declined(
  code: Extract<SealedInquiry, { kind: 'declined' }>['code'],
  proof: 'refusal' | 'record' = 'refusal',
): SealedInquiry {
  return { kind: 'declined', code, proof };
}

export function reversal(
  operationId: string,
  reversalId: string,
  amountCents: number,
  method: 'refund' | 'restore' = 'refund',
): Fact {
  const operation = requested(operationId, { type: 'reverse', method, amountCents });
  return { kind: 'reversal_requested', reversalId, reason: 'returned', operation };
}
