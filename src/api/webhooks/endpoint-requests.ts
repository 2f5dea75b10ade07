// What happens to a request about webhook endpoints, top to bottom: read it, carry it out, respond.
import { Injectable } from '@nestjs/common';
import { requireStill, type Caller } from '../../core/accounts/caller';
import { refuseLongNumber } from '../../core/use-cases/pins/pin-in-text';
import { Services } from '../../core/use-cases/services';
import { publicDelivery } from '../../core/webhooks/delivery';
import { WebhookDispatcher } from '../../core/webhooks/dispatcher';
import { publicEndpoint } from '../../core/webhooks/endpoint';
import {
  createEndpoint,
  deleteEndpoint,
  findEndpoint,
  rotateSecret,
  testEndpoint,
  updateEndpoint,
  type EndpointChange,
  type WithSecret,
} from '../../core/webhooks/endpoints';
import { ChangeLimit } from '../limits/change-limit';
import { pageOf } from '../lists/pagination';
import { ENDPOINTS, readCreateEndpoint, readEndpointsQuery, readOverlap, readUpdateEndpoint } from './read-request';
import type { DeletedEndpointDto } from './response.dto';

/** A method for each call. Throws `ProblemException` 400 for what cannot be read, and what the core refuses. */
@Injectable()
export class EndpointRequests {
  constructor(
    private readonly services: Services,
    private readonly dispatcher: WebhookDispatcher,
    private readonly limit: ChangeLimit,
  ) {}

  async create(body: unknown, caller: Caller) {
    const change = await readCreateEndpoint(body, this.dispatcher, caller);
    refuseLongNumbers(change, caller);
    const make = () => createEndpoint(this.services, this.dispatcher, change, caller);
    return withSecret(await this.limit.during(caller, make));
  }

  async list(query: Readonly<Record<string, unknown>>, caller: Caller) {
    const asked = readEndpointsQuery(query, caller);
    const rows = await this.services.store.webhooks.listEndpoints({ ...asked, limit: asked.limit + 1 });
    return pageOf(ENDPOINTS, rows, asked.limit, publicEndpoint);
  }

  async find(id: string, caller: Caller) {
    return publicEndpoint(await findEndpoint(this.services, id, caller));
  }

  async update(id: string, body: unknown, caller: Caller) {
    const change = await readUpdateEndpoint(body, this.dispatcher, caller);
    refuseLongNumbers(change, caller);
    const update = async () => {
      // The name server that was asked about the address may have taken two seconds.
      await requireStill(caller, this.services.clock);
      return updateEndpoint(this.services, id, change, caller);
    };
    return publicEndpoint(await this.limit.during(caller, update));
  }

  async delete(id: string, caller: Caller): Promise<DeletedEndpointDto> {
    // One after the other: of many at once each but the first finds none, and writes nothing down.
    await this.services.lock.run(id, async () => {
      await requireStill(caller, this.services.clock);
      await deleteEndpoint(this.services, this.dispatcher, id, caller);
    });
    return { id, object: 'webhook_endpoint', deleted: true };
  }

  async rotate(id: string, body: unknown, caller: Caller) {
    const overlapMs = readOverlap(body);
    const rotate = () => rotateSecret(this.services, this.dispatcher, id, overlapMs, caller);
    return withSecret(await this.limit.during(caller, rotate));
  }

  async test(id: string, caller: Caller) {
    return publicDelivery(await testEndpoint(this.services, this.dispatcher, id, caller));
  }
}

function withSecret({ endpoint, secret }: WithSecret) {
  return { ...publicEndpoint(endpoint), secret };
}

/**
 * Everybody who may look at endpoints reads what a person calls one, and its address. A host may be four numbers, or be called by them:
 * of it each number is looked at by itself.
 * Throws `Refusal` pin_in_text.
 */
function refuseLongNumbers({ url, description }: EndpointChange, caller: Caller): void {
  if (typeof description === 'string') refuseLongNumber(caller, ['description', description]);
  if (url === undefined) return;
  const { hostname, pathname, search, hash } = new URL(url);
  for (const text of [...hostname.split(/[.:-]/), decoded(pathname + search + hash)])
    refuseLongNumber(caller, ['url', text]);
}

/** What stands for a character, as that character; what stands for none is left. */
function decoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (part) => Buffer.from(part.replaceAll('%', ''), 'hex').toString('utf8'));
}
