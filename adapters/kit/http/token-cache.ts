// An access token shared by concurrent calls. The only state an adapter may have: losing it costs one request and no money.
import type { NotSent } from '../../../src/core/providers/outcome';

/** A token as the provider hands it out. */
export interface Token {
  readonly text: string;
  readonly lifeMs: number;
}

/** A token as a call gets it. */
export interface HeldToken {
  readonly text: string;
  /** Fetched for the call that is asking: a refusal of it is not a matter of age. */
  readonly fresh: boolean;
}

/** Renewed this much before it runs out, so that it does not run out on the way. */
const RENEW_BEFORE_MS = 60_000;

/** Holds one token. Concurrent calls never fetch two. */
export class TokenCache {
  private held: { text: string; until: number } | undefined;
  private fetching: Promise<Token | NotSent> | undefined;

  /** `now`: monotonic milliseconds. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** The held token, or a new one from `fetch`. Calls that come while one is being fetched wait for that one. */
  async get(fetch: () => Promise<Token | NotSent>): Promise<HeldToken | NotSent> {
    if (this.held && this.held.until > this.now()) return { text: this.held.text, fresh: false };
    this.fetching ??= this.renew(fetch);
    const token = await this.fetching;
    return 'kind' in token ? token : { text: token.text, fresh: true };
  }

  /** Forgets `text`. A token that another call has renewed meanwhile stays. */
  drop(text: string): void {
    if (this.held?.text === text) this.held = undefined;
  }

  private async renew(fetch: () => Promise<Token | NotSent>): Promise<Token | NotSent> {
    try {
      const token = await fetch();
      // A very short life is used up to its half.
      const usableMs = 'kind' in token ? 0 : Math.max(token.lifeMs - RENEW_BEFORE_MS, token.lifeMs / 2);
      this.held = 'kind' in token ? undefined : { text: token.text, until: this.now() + usableMs };
      return token;
    } finally {
      this.fetching = undefined;
    }
  }
}
