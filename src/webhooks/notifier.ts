// From the event log to the endpoints. Everything it does follows from durable flags, so it can be killed anywhere and run
// again, here or on another instance: an event may be sent twice, never not at all.
import { asLogged } from '../core/events/event';
import type { DueEndpoint } from '../core/webhooks/store';
import type { NotifierParts } from './attempt';
import { EndpointQueues } from './endpoint-queues';
import { FanOut } from './fan-out';
import { Poller } from '../jobs/poller';
import { MisdatedDeliveries } from './misdated';

const POLL_MS = 500;
const NOTICE_BATCH = 50;
const DRAIN_PAUSE_MS = 100;
/** Endpoints looked at in one go: a longer one would hold up the process. */
const ENDPOINTS_AT_ONCE = 500;

export class Notifier {
  private readonly queues: EndpointQueues;
  private readonly misdated: MisdatedDeliveries;
  private readonly fanOut: FanOut;
  /** Apart from each other: a long fan-out must not keep what is due waiting. */
  private readonly pollers: readonly Poller[];
  /** Beside both: new dates for a long backlog take minutes. Nothing that is written makes it look. */
  private readonly redater: Poller;
  private stopping = false;

  constructor(
    private readonly parts: NotifierParts,
    pollMs: number = POLL_MS,
  ) {
    this.queues = new EndpointQueues(parts);
    this.misdated = new MisdatedDeliveries(parts);
    this.fanOut = new FanOut(parts, this.queues);
    this.pollers = [() => this.spread(), () => this.look()].map((work) => new Poller(work, pollMs, parts.onError));
    this.redater = new Poller(() => this.redate(), pollMs, parts.onError);
  }

  start(): void {
    for (const poller of [...this.pollers, this.redater]) poller.start();
  }

  /** Something was just written, about this endpoint if one is named: look at once instead of at the next poll. */
  wake(endpoint?: DueEndpoint): void {
    if (endpoint) this.queues.serve(endpoint, true);
    for (const poller of this.pollers) poller.wake();
  }

  /** Ends; requests under way are waited for and their results written. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.fanOut.stop();
    this.misdated.stop();
    await Promise.all([...this.pollers, this.redater].map((poller) => poller.stop()));
    await this.queues.close();
  }

  /** Everything that is due now, and what it leads to, to its end. For tests and for draining by hand. */
  async runOnce(): Promise<void> {
    while (!this.stopping) {
      await this.queues.idle();
      await this.redate();
      await this.spread();
      const due = await this.due();
      // What the fan-out has begun is not due any more, and not over yet.
      if (due.length === 0 && !this.queues.busy) return;
      this.queues.serveAll(due);
      // It is due, and its endpoint or account has used up its share for the moment.
      if (!this.queues.busy) await this.parts.pause(DRAIN_PAUSE_MS);
    }
  }

  /** Moves events on. Never leaves anything to look at again at once: false. */
  private async spread(): Promise<boolean> {
    await this.announce();
    await this.fanOut.run();
    return false;
  }

  /** What is redated is due, or will be: the look at what is due finds it. Never leaves anything to look at again at once: false. */
  private async redate(): Promise<boolean> {
    await this.misdated.redate();
    return false;
  }

  /** Starts what is due without waiting for it. */
  private async look(): Promise<boolean> {
    this.queues.serveAll(await this.due());
    return false;
  }

  /** Endpoints that have something due. */
  private async due(): Promise<DueEndpoint[]> {
    const due: DueEndpoint[] = [];
    let after: string | null = '';
    while (after !== null && !this.stopping) {
      const page = await this.parts.webhooks.dueEndpoints(this.parts.clock.now(), after, ENDPOINTS_AT_ONCE);
      due.push(...page.endpoints);
      after = page.next;
    }
    return due;
  }

  /** Events about endpoints stand in the endpoint until they are in the log: the same outbox as for redemptions. */
  private async announce(): Promise<void> {
    for (const endpoint of await this.parts.webhooks.noticing(NOTICE_BATCH)) {
      if (endpoint.notice === null) continue;
      await this.parts.events.append(asLogged(endpoint.notice, this.parts.clock.now()));
      // If another instance wrote first, the next round retries. Append is idempotent.
      await this.parts.webhooks.replaceEndpoint({ ...endpoint, rev: endpoint.rev + 1, notice: null });
    }
  }
}
