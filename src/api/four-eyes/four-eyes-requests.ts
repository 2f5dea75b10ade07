// What happens to a request about proposals, terms and PINs, top to bottom: read it, carry it out, respond.
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { publicProposal, publicReversal, type PublicProposal } from '../../core/redemption/shown/present';
import { requireVisible } from '../../core/use-cases/access';
import { listProposals } from '../../core/use-cases/four-eyes/list-proposals';
import {
  approveProposal,
  findProposal,
  proposeReversal,
  rejectProposal,
  type Proposed,
} from '../../core/use-cases/four-eyes/proposals';
import { revealPin } from '../../core/use-cases/four-eyes/reveal';
import { reversalTerms } from '../../core/use-cases/four-eyes/terms';
import { refusePinOf, requestIdText } from '../../core/use-cases/pins/pin-in-text';
import { Services } from '../../core/use-cases/services';
import type { Page } from '../lists/pagination';
import { retryAfter } from '../problems/problem';
import { readId, readPropose } from '../redemptions/read-request';
import { etagOf } from '../request/etag';
import {
  readApproval,
  readProposalId,
  readProposalsQuery,
  readRejection,
  readReveal,
  writeCursor,
} from './read-request';
import type { ApprovedProposalDto, RevealedPinDto, TermsDto } from './response.dto';

/** What a 202 suggests to wait where no next question is planned. */
const ASK_AGAIN_MS = 2000;

/** A method for each call. Throws `ProblemException` 400 for what cannot be read, and what the core refuses. */
@Injectable()
export class FourEyesRequests {
  constructor(private readonly services: Services) {}

  async propose(id: string, request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<PublicProposal> {
    const made = await proposeReversal(this.services, id, readPropose(request, id), caller);
    if (made.replayed) void reply.header('idempotent-replayed', 'true');
    void reply.status(201);
    return this.#shown(made, reply);
  }

  async list(query: Readonly<Record<string, unknown>>, caller: Caller): Promise<Page<PublicProposal>> {
    const asked = readProposalsQuery(query);
    const { proposals, next } = await listProposals(this.services, asked, caller);
    const data = proposals.map(({ redemption, proposal }) => publicProposal(redemption, proposal));
    return {
      object: 'list',
      data,
      has_more: next !== null,
      next_cursor: next && writeCursor(next, asked.status),
    };
  }

  async find(id: string, caller: Caller, reply: FastifyReply): Promise<PublicProposal> {
    return this.#shown(await findProposal(this.services, readProposalId(id), caller), reply);
  }

  /** 201 once it is known what became of the reversal, and 202 until then. PINs masked: whoever needs one reveals it. */
  async approve(
    id: string,
    request: FastifyRequest,
    caller: Caller,
    reply: FastifyReply,
  ): Promise<ApprovedProposalDto> {
    const done = await approveProposal(this.services, id, readApproval(request, id), caller);
    const { redemption, proposal, reversal, replayed } = done;
    const open = reversal.status === 'pending' || reversal.status === 'unknown';
    void reply.status(open ? 202 : 201).header('etag', etagOf(redemption.version));
    if (open) {
      const operation = redemption.operations.find((candidate) => candidate.id === reversal.operationId);
      const now = this.services.clock.now();
      void reply.header('retry-after', retryAfter((operation?.nextAskAt ?? now + ASK_AGAIN_MS) - now));
    }
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return { ...publicProposal(redemption, proposal), reversal: publicReversal(redemption, reversal) };
  }

  async reject(id: string, request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<PublicProposal> {
    const { note, ifMatch } = readRejection(request, id);
    return this.#shown(await rejectProposal(this.services, id, { note, ifMatch }, caller), reply);
  }

  async terms(id: string, caller: Caller, reply: FastifyReply): Promise<TermsDto> {
    const found = requireVisible(await this.services.store.redemptions.find(readId(id)), id, caller);
    refusePinOf(this.services, caller, found, requestIdText(caller));
    const terms = await reversalTerms(this.services, found, caller);
    void reply.header('etag', etagOf(found.version));
    return {
      object: 'reversal_terms',
      redemption_id: found.id,
      version: found.version,
      currency: found.currency,
      left: terms.leftCents,
      proposed_amount: terms.waitingCents,
      waiting: terms.waiting.map((proposal) => publicProposal(found, proposal)),
      free_now: terms.freeCents,
      needs_second_person_above: terms.secondPersonAboveCents,
      gives_back: terms.givesBack,
      gives_back_part: terms.givesBackPart,
      reversible: terms.reversible,
      why_not: terms.whyNot,
    };
  }

  /** The one answer that shows a person a PIN. Nothing keeps it: it takes no idempotency key, and a repeat is one more look. */
  async reveal(id: string, request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<RevealedPinDto> {
    const command = readReveal(request);
    const { voucher, reversalId, pin } = await revealPin(this.services, readId(id), command, caller);
    void reply.header('cache-control', 'no-store');
    return {
      object: 'revealed_pin',
      redemption_id: id,
      voucher: command.voucher,
      reversal_id: reversalId,
      pin,
      serial_number: voucher.serialNumber,
      expires_at: voucher.expiresAt,
      amount: voucher.amountCents,
    };
  }

  #shown({ redemption, proposal }: Proposed, reply: FastifyReply): PublicProposal {
    void reply.header('etag', etagOf(redemption.version));
    return publicProposal(redemption, proposal);
  }
}
