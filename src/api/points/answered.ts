// The status of an answer that a key may have brought before.
import type { FastifyReply } from 'fastify';
import type { Answered } from '../../core/points/use-cases/ledger/ledger';

/** 201 the first time, 200 for a repeat with the same key. */
export function answered<T>({ value, replayed }: Answered<T>, reply: FastifyReply): T {
  void reply.status(replayed ? 200 : 201);
  if (replayed) void reply.header('Idempotent-Replayed', 'true');
  return value;
}
