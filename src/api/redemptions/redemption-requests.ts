// What happens to a request about redemptions, top to bottom: read it, count it against the limit on PINs where it
// tries one, call the use case, respond. Each phase is a call to the file that knows how.
import { Injectable, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { publicTimeline, type PublicRedemption, type PublicReversal } from '../../core/redemption/shown/present';
import type { Redemption, WithoutHistory } from '../../core/redemption/redemption';
import { requireVisible } from '../../core/use-cases/access';
import { acknowledgeRedemption } from '../../core/use-cases/acknowledge';
import { cancelRedemption } from '../../core/use-cases/cancel';
import { captureRedemption } from '../../core/use-cases/capture';
import { createRedemption } from '../../core/use-cases/create';
import { refusePinOf, requestIdText } from '../../core/use-cases/pins/pin-in-text';
import { recoverRedemption } from '../../core/use-cases/idempotency/recover';
import { reserveRedemption } from '../../core/use-cases/reserve';
import { reverseRedemption } from '../../core/use-cases/reverse';
import { Services } from '../../core/use-cases/services';
import type { Position } from '../../core/values/page';
import { updateRedemption } from '../../core/use-cases/update';
import { DraftLimit } from '../limits/draft-limit';
import { PinLimit } from '../limits/pin-limit';
import { csvOf, exportsCsv } from '../lists/csv';
import { MAX_LIMIT, pageFrom, wholeList, type Page } from '../lists/pagination';
import { publicType } from '../vouchers/types';
import { REDEMPTION_COLUMNS } from './lists/columns';
import { readListQuery } from './lists/list-query';
import { readRows } from './lists/read-rows';
import { readFresh } from './read-fresh';
import { presentReceipt } from './receipt.dto';
import {
  readAction,
  readCapture,
  readCreate,
  readId,
  readReceipt,
  readRecover,
  readReverse,
  readUpdate,
} from './read-request';
import { RedemptionResponses } from './responses';

/**
 * One method a route. Each throws `ProblemException` 400 for the request's faults and what its use case throws
 * (`Refusal`); those that try a PIN, or an id, also throw 429 `too_many_pin_attempts`, and a create `too_many_drafts`.
 */
@Injectable()
export class RedemptionRequests {
  constructor(
    private readonly services: Services,
    private readonly limit: PinLimit,
    private readonly drafts: DraftLimit,
    private readonly responses: RedemptionResponses,
  ) {}

  async create(request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<PublicRedemption> {
    const command = readCreate(request, caller, this.services.providers);
    const redeem = () => createRedemption(this.services, command, caller);
    const limited = () => this.limit.create(request, caller, command, redeem);
    const done = await this.drafts.during(request, caller, command, limited);
    return this.responses.created(done, caller, reply);
  }

  async reserve(id: string, request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<PublicRedemption> {
    const options = readAction(request, 'reserve', id);
    const reserve = () => reserveRedemption(this.services, id, options, caller);
    const done = await this.limit.present(request, caller, id, options.idempotency, reserve);
    return this.responses.changed(done, caller, reply);
  }

  async capture(id: string, request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<PublicRedemption> {
    const command = readCapture(request, id);
    const capture = () => captureRedemption(this.services, id, command, caller);
    const done = await this.limit.present(request, caller, id, command.idempotency, capture);
    return this.responses.captured(done, caller, reply);
  }

  async cancel(id: string, request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<PublicRedemption> {
    const options = readAction(request, 'cancel', id);
    const done = await cancelRedemption(this.services, id, options, caller);
    return this.responses.changed(done, caller, reply);
  }

  async reverse(id: string, request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<PublicReversal> {
    const command = readReverse(request, id);
    const done = await reverseRedemption(this.services, id, command, caller);
    return this.responses.reversed(done, caller, reply);
  }

  async update(id: string, request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<PublicRedemption> {
    const command = readUpdate(request, id);
    const redemption = await updateRedemption(this.services, id, command, caller);
    return this.responses.updated(redemption, caller, reply);
  }

  /** Writes down that a receipt was shown or printed. */
  async acknowledge(id: string, request: FastifyRequest, caller: Caller) {
    return presentReceipt(await acknowledgeRedemption(this.services, id, readReceipt(request, id), caller));
  }

  /** Counts against no limit on PINs: who calls knows its own keys, and none of them tells anything about a voucher. */
  async recover(request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<PublicRedemption> {
    const found = await recoverRedemption(this.services, readRecover(request), caller);
    refusePinOf(this.services, caller, found, requestIdText(caller));
    return this.responses.read(await readFresh(this.services, found, caller), caller, reply);
  }

  /** A read of a redemption that is due asks the provider first. A publishable key may not try many ids. */
  async find(id: string, request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<PublicRedemption> {
    const found = await this.limit.find(request, caller, () => this.#requireRead(id, caller));
    const redemption = await readFresh(this.services, found, caller);
    return this.responses.read(redemption, caller, reply);
  }

  /** Rows of the caller's account and mode (of a terminal: its own of the last day), newest first, PINs masked; or all as CSV. */
  async list(
    query: Readonly<Record<string, unknown>>,
    request: FastifyRequest,
    caller: Caller,
  ): Promise<Page<PublicRedemption> | StreamableFile> {
    const { kind, stored, acknowledged } = readListQuery(query, caller, this.services.providers);
    const { redemptions } = this.services.store;
    if (await exportsCsv(this.services, request, caller, 'redemptions')) {
      const from = (after?: Position) => ({ ...stored, limit: MAX_LIMIT, ...(after ? { after } : {}) });
      const read = (after?: Position) => readRows(redemptions, { stored: from(after), acknowledged }, caller);
      return csvOf('redemptions', REDEMPTION_COLUMNS, read, query['limit'] === undefined ? Infinity : stored.limit);
    }
    const page = await readRows(redemptions, { stored, acknowledged }, caller);
    return pageFrom(kind, page, (row) => this.responses.listed(row));
  }

  /** All reversals in one page. Asks the provider first where the redemption is due. */
  async reversals(id: string, caller: Caller): Promise<Page<PublicReversal>> {
    const redemption = await readFresh(this.services, await this.#require(id, caller), caller);
    return wholeList(this.responses.reversals(redemption, caller));
  }

  /** The whole journal in one page, as it stands: asks no provider. */
  async timeline(id: string, caller: Caller) {
    return wholeList(publicTimeline(await this.#require(id, caller)));
  }

  /** Every voucher type as it is set up for the mode of the key. */
  types(caller: Caller, publicUrl: string) {
    return wholeList(this.services.providers.list(caller.livemode).map((traits) => publicType(traits, publicUrl)));
  }

  async #require(id: string, caller: Caller): Promise<Redemption> {
    return this.#admit(await this.services.store.redemptions.find(readId(id)), id, caller);
  }

  /** For a plain read. */
  async #requireRead(id: string, caller: Caller): Promise<WithoutHistory> {
    return this.#admit(await this.services.store.redemptions.findWithoutHistory(readId(id)), id, caller);
  }

  /**
   * Throws 400 where the text is no id, and `Refusal` not_found where the caller may not see the redemption, pin_in_text where
   * the id of this request holds its PIN, too_many_pin_attempts where nobody says any more whether it does.
   */
  #admit<R extends WithoutHistory>(found: R | null, id: string, caller: Caller): R {
    const redemption = requireVisible(found, id, caller);
    refusePinOf(this.services, caller, redemption, requestIdText(caller));
    return redemption;
  }
}
