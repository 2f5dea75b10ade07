// What happens to a look-up, top to bottom: read it, count it against the limit on PINs, ask the provider, respond.
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { lookUpVoucher } from '../../core/use-cases/lookup';
import { Services } from '../../core/use-cases/services';
import { PinLimit } from '../limits/pin-limit';
import { presentLookup, type StoredValueDto } from './lookup.dto';
import { readLookup, requireTraits } from './source';

@Injectable()
export class LookupRequests {
  constructor(
    private readonly services: Services,
    private readonly limit: PinLimit,
  ) {}

  /** Throws `ProblemException` 400 and 429, what `presentLookup` throws, and what the core refuses. */
  async lookup(request: FastifyRequest, caller: Caller): Promise<StoredValueDto> {
    const { type, source } = readLookup(request, caller, this.services.providers);
    const look = () => lookUpVoucher(this.services, type, source, caller);
    const found = await this.limit.lookup(request, caller, type, look);
    return presentLookup(requireTraits(type, caller, this.services.providers), source, found);
  }
}
