// The door that a request came in by, for whatever waits behind it: it asks there once more, before the act.
import type { FastifyRequest } from 'fastify';
import type { Admission } from '../../core/accounts/caller';
import { Refusal, REFUSALS, type RefusalCode } from '../../core/values/refusal';
import '../request/caller';
import { ProblemException } from '../problems/problem';

export class Door implements Admission {
  at: number;

  /** `admit` notes at `request` when it asked. */
  constructor(
    private readonly request: FastifyRequest,
    private readonly admit: () => Promise<void>,
  ) {
    this.at = request.admittedAt ?? -Infinity;
  }

  /** As a `Refusal`: the core takes back what it had set aside for a call that it refuses. */
  async again(): Promise<void> {
    try {
      await this.admit();
    } catch (error) {
      throw error instanceof ProblemException ? refusalOf(error) : error;
    }
    this.at = this.request.admittedAt ?? this.at;
  }
}

/** A key that is not known any more, of a terminal that was paired anew, was a good one when it came. */
function refusalOf({ code, detail, options }: ProblemException): Refusal {
  const known = Object.hasOwn(REFUSALS, code) ? (code as RefusalCode) : 'key_revoked';
  return new Refusal(known, detail, options.extra ? { extra: options.extra } : {});
}
