// The network between a process and a provider: requests that get lost, answers that get lost, come late or make no sense. The
// provider's side of a request goes on when the process that sent it has died.
import type { Inquiry, ProviderOutcome } from '../../src/core/providers/outcome';
import { mayLeave, type Permit } from '../../src/core/providers/permit';
import type { Process, World } from './world';

export const TIMEOUT_MS = 10_000;
/** Longer than any request of this world is under way, by a millisecond. */
export const SETTLING_MS = 60_000;

const MONEY_FAULTS = {
  none: 60,
  not_sent: 4,
  drop_before: 5,
  drop_after: 6,
  timeout_before: 3,
  timeout_after: 5,
  error_before: 2,
  error_after: 4,
  garbage_after: 2,
  no_amount: 2,
  slow: 3,
  late: 4,
  pending: 3,
};
type Fault = keyof typeof MONEY_FAULTS;
/** Of a run that is about time: half of the requests arrive when nobody waits for them any more. */
const LATE_FAULTS = { ...MONEY_FAULTS, late: 60 };

const RELIABLE: Partial<Record<Fault, number>> = { none: 100 };

/** One request and what comes back of it. Keeps every promise of `ProviderGate`: no throw, an answer within the deadline. */
export class Network {
  /** 1: as bad as it gets; 0: nothing goes wrong. */
  trouble = 1;

  constructor(
    readonly world: World,
    private readonly process: Process,
  ) {}

  async request<T extends Inquiry>(
    label: string,
    effect: () => T,
    permit: Permit | undefined,
    notice?: (told: T) => void,
  ): Promise<T | ProviderOutcome> {
    const { world, process } = this;
    const fault = this.#fault();
    // A connection, a token, a look-up: time goes by before the request that counts leaves.
    await world.ticket(process, `${label} connects`, world.chance.pick([1, 1, 1, 20, 3000]));
    if (permit && !(await mayLeave(permit))) {
      world.note(process.name, `${label} is held back`);
      world.count('held_back');
      return { kind: 'not_sent', code: 'provider_unavailable', reason: 'Others have moved on' };
    }
    world.tally.operations += 1;
    if (fault !== 'none') world.count(fault);
    world.note(process.name, `${label} [${fault}]`);
    const answer = await this.#answer(fault, label, effect, notice);
    // The process may have died while it waited: then it never learns.
    await world.ticket(process, `answer to ${label}`);
    world.note(
      process.name,
      `${label} -> ${answer.kind}${'amountCents' in answer ? ` ${String(answer.amountCents)}` : ''}`,
    );
    return answer;
  }

  #fault(): Fault {
    const { chance, chaos } = this.world;
    const share = chaos ? this.trouble : this.trouble / 2;
    const faults = this.world.restless ? LATE_FAULTS : MONEY_FAULTS;
    return chance.hit(share) ? chance.weighted(faults) : chance.weighted(RELIABLE as Record<Fault, number>);
  }

  #answer<T extends Inquiry>(
    fault: Fault,
    label: string,
    effect: () => T,
    notice?: (told: T) => void,
  ): Promise<T | ProviderOutcome> {
    const { world } = this;
    const { chance } = world;
    return new Promise((resolve) => {
      let over = false;
      const answer = (value: T | ProviderOutcome) => {
        if (over) return;
        over = true;
        cancel();
        resolve(value);
      };
      const cancel = world.timer(TIMEOUT_MS, 'deadline', () => {
        answer({ kind: 'unknown', reason: 'No answer in time' });
      });
      if (fault === 'not_sent') {
        answer({ kind: 'not_sent', code: 'provider_unavailable', reason: 'Connection refused' });
        return;
      }
      world.spawn(async () => {
        await world.ticket(null, `${label} arrives`, this.#arrival(fault));
        if (fault === 'pending') {
          answer({ kind: 'pending' });
          await world.ticket(null, `${label} is worked on`, chance.between(1000, 30_000));
        }
        const moves = !fault.endsWith('_before');
        const told = moves ? effect() : undefined;
        if (told) {
          world.note(
            'provider',
            `${label}: ${told.kind}${'amountCents' in told ? ` ${String(told.amountCents)}` : ''}`,
          );
          if (notice && chance.hit(0.15)) notice(told);
        }
        await world.ticket(null, `${label} is answered`, fault === 'slow' ? TIMEOUT_MS * 2 : chance.between(5, 300));
        answerWith(fault, told, answer);
      });
    });
  }

  #arrival(fault: Fault): number {
    const { chance } = this.world;
    return fault === 'late' ? chance.between(TIMEOUT_MS, SETTLING_MS - 1) : chance.between(5, 400);
  }
}

function answerWith<T extends Inquiry>(
  fault: Fault,
  told: T | undefined,
  answer: (value: T | ProviderOutcome) => void,
): void {
  switch (fault) {
    case 'none':
    case 'slow':
    case 'late':
    case 'pending':
    case 'not_sent':
      if (told) answer(told);
      return;
    case 'drop_before':
    case 'drop_after':
      answer({ kind: 'unknown', reason: 'Connection reset' });
      return;
    case 'timeout_before':
    case 'timeout_after':
      return;
    case 'error_before':
    case 'error_after':
      answer({ kind: 'unknown', reason: 'HTTP 502' });
      return;
    case 'garbage_after':
      answer({ kind: 'unknown', reason: 'The body is not JSON' });
      return;
    case 'no_amount':
      answer(
        told?.kind === 'accepted' ? { kind: 'accepted', amountCents: 0.5 } : { kind: 'unknown', reason: 'No amount' },
      );
      return;
    default:
      fault satisfies never;
  }
}
