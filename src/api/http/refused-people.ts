// Writes down when a person asked for what the role does not hold, what takes somebody else, or for too many PINs. After the answer: a
// refusal waits for no write.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Act } from '../../core/people/audit';
import { recordAct } from '../../core/people/record-act';
import type { Services } from '../../core/use-cases/services';
import { MINUTE_MS } from '../../core/values/time';
import '../../observability/metrics/expose';
import '../request/caller';

type Parts = Pick<Services, 'store' | 'clock' | 'ids'>;

/** The same again within this time adds nothing: nobody fills the log by keeping a key pressed. */
const ONCE_IN_MS = MINUTE_MS;
const MOST_REMEMBERED = 1_000;
/** What is written down of a refusal with this code. Any other code leaves nothing. */
const ACT_OF: Partial<Record<string, Act>> = {
  permission_missing: 'permission_refused',
  own_proposal: 'own_proposal_refused',
  approval_required: 'approval_required',
  too_many_pin_attempts: 'pin_guesses_refused',
  too_many_reveals: 'pin_reveal_refused',
};

/** Call it before the routes are registered. */
export function recordRefusedPeople(server: FastifyInstance, parts: Parts, logger: Logger): void {
  const seen = new Map<string, number>();
  const isNew = (what: string): boolean => {
    const now = parts.clock.elapsed();
    const before = seen.get(what);
    if (before !== undefined && now - before < ONCE_IN_MS) return false;
    seen.delete(what);
    const [oldest] = seen.keys();
    if (seen.size >= MOST_REMEMBERED && oldest !== undefined) seen.delete(oldest);
    seen.set(what, now);
    return true;
  };
  server.addHook('onResponse', (request, _reply, done) => {
    const act = ACT_OF[request.problemCode ?? ''];
    if (act !== undefined) void note(request, act, parts, isNew, logger);
    done();
  });
}

async function note(
  { caller, method, routeOptions }: FastifyRequest,
  act: Act,
  parts: Parts,
  isNew: (what: string) => boolean,
  logger: Logger,
): Promise<void> {
  const route = routeOptions.url ?? '';
  if (!caller?.user || !isNew(`${act} ${caller.user.id} ${method} ${route}`)) return;
  try {
    await recordAct(parts, caller, act, null, { method, route, role: caller.user.role });
  } catch (error) {
    logger.error({ err: error, request_id: caller.requestId }, 'A refusal could not be written into the audit log');
  }
}
