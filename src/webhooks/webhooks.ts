// Webhooks as one thing that the server starts and stops: the notifier, and what the API asks of it.
import { performance } from 'node:perf_hooks';
import type { Services } from '../core/use-cases/services';
import type { DueEndpoint } from '../core/webhooks/store';
import { WebhookDispatcher } from '../core/webhooks/dispatcher';
import { AddressGuard } from './address-guard';
import type { NotifierParts } from './attempt';
import { Notifier } from './notifier';
import { SpareTime } from './spare-time';
import { pause } from './pace';
import { WebhookSender } from './sender';
import { newWebhookSecret } from './signature';

export interface WebhookOptions {
  /** Test mode, too, posts only to HTTPS on the open internet. */
  readonly publicOnly: boolean;
  /** Told of an endpoint whose secret is sealed with a key that is not here. */
  readonly onSealedAway: (endpointId: string) => void;
  /** Where a defect or a failing store is reported. Never given a payload. */
  readonly onError: (error: unknown) => void;
}

export class Webhooks extends WebhookDispatcher {
  private readonly guard: AddressGuard;
  private readonly notifier: Notifier;

  constructor(
    services: Pick<Services, 'store' | 'clock' | 'ids' | 'sealer'>,
    { publicOnly, onSealedAway, onError }: WebhookOptions,
  ) {
    super();
    const { store, clock, ids, sealer } = services;
    const elapsed = () => performance.now();
    const spareTime = new SpareTime(elapsed, timeWorked());
    this.guard = new AddressGuard(publicOnly);
    const parts: NotifierParts = {
      events: store.events,
      webhooks: store.webhooks,
      clock,
      ids,
      sealer,
      guard: this.guard,
      sender: new WebhookSender(this.guard),
      elapsed,
      spare: () => spareTime.times(),
      pause,
      random: Math.random,
      onSealedAway,
      onError,
    };
    this.notifier = new Notifier(parts);
  }

  start(): void {
    this.notifier.start();
  }

  /** Requests under way are waited for, and their results written. */
  async stop(): Promise<void> {
    await this.notifier.stop();
  }

  override faultOf(url: string, livemode: boolean): Promise<string | null> {
    return this.guard.faultOf(url, livemode);
  }

  override newSecret(): string {
    return newWebhookSecret();
  }

  override wake(endpoint?: DueEndpoint): void {
    this.notifier.wake(endpoint);
  }
}

/** The part of its time that the event loop worked since the last call. */
function timeWorked(): () => number {
  let before = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  };
}
