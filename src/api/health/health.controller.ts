// Two questions of a load balancer: is the process alive, and may it be given work.
import { Controller, Get } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { Services } from '../../core/use-cases/services';
import { Public } from '../request/caller';
import { ProblemException } from '../problems/problem';
import { RunningState } from '../../system/running-state';

/** A store that needs longer than this for one small write is not ready for customers. */
const PING_TIMEOUT_MS = 3_000;

/** `GET /health/live` and `GET /health/ready`. Open to all: a load balancer has no key. */
@Public()
@Controller('health')
export class HealthController {
  /** Under way. Who asks meanwhile gets what it says: however many ask, one write is made at a time. */
  #ping: Promise<HealthIndicatorResult> | undefined;

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly services: Services,
    private readonly state: RunningState,
  ) {}

  /** Alive: the process responds. Knows nothing of the store, or a broken store would have every process restarted. */
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /**
   * Ready: the store takes durable writes, its clock agrees with ours, and the process is not stopping. Throws `ProblemException` 503
   * `shutting_down` or `not_ready`.
   */
  @Get('ready')
  async ready(): Promise<{ status: string }> {
    if (this.state.stopping) throw new ProblemException(503, 'shutting_down', 'The server is stopping');
    const { clockAheadMs } = this.state;
    if (clockAheadMs !== null) throw new ProblemException(503, 'not_ready', apart(clockAheadMs));
    try {
      const { status } = await this.health.check([() => this.#sharedPing()]);
      return { status };
    } catch {
      throw new ProblemException(503, 'not_ready', 'The store does not take writes right now');
    }
  }

  #sharedPing(): Promise<HealthIndicatorResult> {
    this.#ping ??= this.#pingStore().finally(() => {
      this.#ping = undefined;
    });
    return this.#ping;
  }

  async #pingStore(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('store');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error('no answer in time'));
      }, PING_TIMEOUT_MS);
    });
    try {
      await Promise.race([this.services.store.ping(), late]);
      return indicator.up();
    } catch {
      // The reason may name hosts and databases: it is in the log of the store, not in a public response.
      return indicator.down();
    } finally {
      clearTimeout(timer);
    }
  }
}

function apart(aheadMs: number): string {
  const seconds = (Math.abs(aheadMs) / 1000).toFixed(1);
  return `The clock of this server is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the store's`;
}
