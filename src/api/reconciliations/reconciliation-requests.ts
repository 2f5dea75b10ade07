// What happens to a request about reconciliations, top to bottom: read it, carry it out, respond.
import { IncomingMessage } from 'node:http';
import { Injectable, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { findRun } from '../../core/reconciliations/look';
import type { ReconciliationRun, RunDifference } from '../../core/reconciliations/run';
import type { DifferenceQuery } from '../../core/reconciliations/store';
import { Statements } from '../../core/reconciliations/statements';
import { Services } from '../../core/use-cases/services';
import type { Position } from '../../core/values/page';
import { readKeyHeader } from '../idempotency/idempotency-key';
import { Faults } from '../input/validation';
import { csvOf, takeOut, wantsCsv } from '../lists/csv';
import { MAX_LIMIT, pageOf, type Page } from '../lists/pagination';
import { ProblemException } from '../problems/problem';
import { DIFFERENCES, readDifferencesQuery, readRunId, readRunsQuery, readTerms, RUNS } from './read-request';
import { DIFFERENCE_COLUMNS, publicDifference, publicRun, type PublicDifference, type PublicRun } from './responses';
import { piecesOf } from './upload-stream';

/** Seconds after which it is worth while to look again. */
const RETRY_SECONDS = 2;

type Query = Readonly<Record<string, unknown>>;

/** A method for each call. Throws `ProblemException` 400 for what cannot be read, and what the core refuses. */
@Injectable()
export class ReconciliationRequests {
  constructor(
    private readonly services: Services,
    private readonly statements: Statements,
  ) {}

  async create(query: Query, request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<PublicRun> {
    const faults = new Faults();
    const idempotencyKey = readKeyHeader(request, faults);
    faults.refuse();
    const terms = readTerms(query, caller, this.services.providers);
    if (!(request.body instanceof IncomingMessage))
      throw new ProblemException(415, 'unsupported_media_type', 'The body must be text/csv, and not empty');
    const upload = { terms, bytes: piecesOf(request.body), idempotencyKey };
    const { run, repeated } = await this.statements.take(upload, caller);
    if (repeated) void reply.header('Idempotent-Replayed', 'true');
    const isOpen = run.status === 'comparing';
    void reply.status(isOpen ? 202 : 200);
    if (isOpen) void reply.header('Retry-After', String(RETRY_SECONDS));
    return this.#shown(run);
  }

  async list(query: Query, caller: Caller): Promise<Page<PublicRun>> {
    const asked = readRunsQuery(query, caller);
    const runs = await this.services.store.reconciliations.list({ ...asked, limit: asked.limit + 1 });
    return pageOf(RUNS, runs, asked.limit, (run) => this.#shown(run));
  }

  async find(id: string, caller: Caller): Promise<PublicRun> {
    return this.#shown(await findRun(this.services, readRunId(id), caller));
  }

  async differences(
    id: string,
    query: Query,
    request: FastifyRequest,
    caller: Caller,
  ): Promise<Page<PublicDifference> | StreamableFile> {
    if (wantsCsv(request)) return this.csv(id, query, caller);
    const run = await findRun(this.services, readRunId(id), caller);
    const asked = readDifferencesQuery(query, run.id);
    const rows = await this.#rows(run, { ...asked, limit: asked.limit + 1 });
    const placed = rows.map((row) => ({ ...placeOf(run, row), row }));
    return pageOf(DIFFERENCES, placed, asked.limit, ({ row }) => publicDifference(row));
  }

  async csv(id: string, query: Query, caller: Caller): Promise<StreamableFile> {
    const run = await findRun(this.services, readRunId(id), caller);
    const asked = readDifferencesQuery(query, run.id);
    await takeOut(this.services, caller, { kind: 'reconciliation', id: run.id });
    const read = async (after: Position | undefined) => {
      const rows = await this.#rows(run, { ...asked, after: after?.createdAt ?? 0, limit: MAX_LIMIT });
      const last = rows.at(-1);
      return { rows, next: last && rows.length === MAX_LIMIT ? placeOf(run, last) : null };
    };
    return csvOf('differences', DIFFERENCE_COLUMNS, read);
  }

  /** Of a run that did not come to its end there is none: half of them would look like all. */
  async #rows(run: ReconciliationRun, query: DifferenceQuery): Promise<RunDifference[]> {
    return run.status === 'done' ? this.services.store.reconciliations.differences(query) : [];
  }

  #shown(run: ReconciliationRun): PublicRun {
    return publicRun(run, (type) => this.services.providers.find(type, false)?.traits.provider ?? null);
  }
}

function placeOf(run: ReconciliationRun, { seq }: RunDifference): Position {
  return { createdAt: seq, id: run.id };
}
