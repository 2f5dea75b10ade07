// From a request about proposals and PINs to a command of the core: every fault at once. Decides nothing.
import { IsIn } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { PROPOSAL_STATUSES, type ProposalStatus } from '../../core/redemption/people/proposal';
import type { ProposalPosition, ProposalsQuery } from '../../core/use-cases/four-eyes/list-proposals';
import type { RevealCommand } from '../../core/use-cases/four-eyes/reveal';
import { readIfMatch } from '../input/headers';
import { check, checkQuery, Faults, requireObject } from '../input/validation';
import { IsText, MayBeAbsent } from '../input/validation-rules';
import { IsLimit } from '../lists/list-filters';
import { decodeCursor, DEFAULT_LIMIT, encodeCursor } from '../lists/pagination';
import { RejectDto, RevealDto } from './request.dto';

const ROWS = 'reversal_proposals';
const SHOWN = 'reversal_proposals.shown';

class ProposalsQueryDto {
  @MayBeAbsent()
  @IsIn(PROPOSAL_STATUSES, { message: `must be one of ${PROPOSAL_STATUSES.join(', ')}` })
  status?: ProposalStatus;

  @MayBeAbsent()
  @IsText(400)
  cursor?: string;

  @MayBeAbsent()
  @IsLimit()
  limit?: string;
}

/** Throws `ProblemException` 400 with every fault. A cursor goes on with the list of its own status. */
export function readProposalsQuery(query: Readonly<Record<string, unknown>>): ProposalsQuery {
  const faults = new Faults();
  const asked = checkQuery(ProposalsQueryDto, query, faults);
  const after = typeof asked.cursor === 'string' ? readCursor(asked.cursor, asked.status) : undefined;
  if (after === null && !faults.has('cursor')) faults.add('cursor', 'malformed', 'is not a cursor of this list');
  faults.refuse();
  const limit = asked.limit === undefined ? DEFAULT_LIMIT : Number(asked.limit);
  return { status: asked.status, after: after ?? undefined, limit };
}

/** Two positions in one cursor: the row the page ended in, and the last proposal shown of it. */
export function writeCursor({ createdAt, id, shown }: ProposalPosition, status: ProposalStatus | undefined): string {
  return `${encodeCursor(rowsOf(status), { createdAt, id })}.${encodeCursor(SHOWN, { createdAt, id: shown })}`;
}

function readCursor(cursor: string, status: ProposalStatus | undefined): ProposalPosition | null {
  const [row = '', shown = ''] = cursor.split('.', 2);
  const position = decodeCursor(rowsOf(status), row);
  const proposal = decodeCursor(SHOWN, shown);
  return position && proposal ? { ...position, shown: proposal.id } : null;
}

/** Those that wait stand in another order. */
function rowsOf(status: ProposalStatus | undefined): string {
  return status === 'waiting' ? `${ROWS}.waiting` : ROWS;
}

/** Throws `ProblemException` 400 where the text cannot be the id of a proposal. */
export function readProposalId(id: string): string {
  const faults = new Faults();
  checkId(id, faults);
  faults.refuse();
  return id;
}

/** Throws `ProblemException` 400 with every fault. A missing `If-Match` is for the core to refuse. */
export function readApproval(request: Pick<FastifyRequest, 'headers'>, id: string): { ifMatch: number | undefined } {
  const faults = new Faults();
  checkId(id, faults);
  const ifMatch = readIfMatch(request, faults);
  faults.refuse();
  return { ifMatch };
}

/** The same, with the reason of a rejection. */
export function readRejection(request: Pick<FastifyRequest, 'body' | 'headers'>, id: string) {
  const faults = new Faults();
  checkId(id, faults);
  const { note } = check(RejectDto, requireObject(request.body), faults);
  const ifMatch = readIfMatch(request, faults);
  faults.refuse();
  return { note, ifMatch };
}

/** Throws `ProblemException` 400 with every fault. `id` is read apart. */
export function readReveal(request: Pick<FastifyRequest, 'body' | 'headers'>): RevealCommand {
  const faults = new Faults();
  const dto = check(RevealDto, requireObject(request.body), faults);
  const misplaced = dto.voucher === 'change' && dto.reversal_id !== undefined;
  if (misplaced && !faults.has('reversal_id'))
    faults.add('reversal_id', 'not_allowed', 'is of a refund: change belongs to the redemption itself');
  const ifMatch = readIfMatch(request, faults);
  faults.refuse();
  return { ifMatch, voucher: dto.voucher, reversalId: dto.reversal_id, reason: dto.reason };
}

function checkId(id: string, faults: Faults): void {
  if (!/^rpr_[0-9a-f]{24}$/.test(id)) faults.add('id', 'malformed', 'must be rpr_ and 24 hex digits');
}
