// 1Voucher's OAuth2 session: fetches the access token, shares it between calls, and renews it when the gateway refuses it.
import type { NotSent } from '../../src/core/providers/outcome';
import type { ProviderHttp, WireReply } from '../../src/core/providers/provider';
import { identifierOf, isFields, notSent } from '../kit/reply';
import { type Token, TokenCache } from '../kit/http/token-cache';

const API = '/aggregation/4.0/1voucher';
/** As documented; used where a reply does not say. */
const TOKEN_LIFE_SECONDS = 3600;

/** The access token of one account, for all calls with it. */
export class Session {
  private readonly tokens = new TokenCache();

  constructor(private readonly apiKey: string) {}

  /**
   * Posts `json` with a token. A 401 comes from the gateway, before anything is processed: where the token had been held for
   * a while it is renewed and the request sent once more; where it was new, our credentials are wrong.
   */
  async post(http: ProviderHttp, operation: string, json: unknown): Promise<WireReply | NotSentReply> {
    for (let resent = false; ; resent = true) {
      const token = await this.tokens.get(() => this.fetch(http));
      if ('kind' in token) return { kind: 'turned_away', outcome: token };
      const headers = { Authorization: `Bearer ${token.text}` };
      const reply = await http.send({ method: 'POST', path: `${API}/${operation}`, headers, json });
      const refusal = gatewayRefusal(reply);
      if (!refusal) return reply;
      if (reply.kind === 'reply' && reply.status === 401) this.tokens.drop(token.text);
      if (resent || token.fresh || refusal !== 'token') return { kind: 'turned_away', outcome: OUTCOMES[refusal] };
    }
  }

  private async fetch(http: ProviderHttp): Promise<Token | NotSent> {
    const reply = await http.send({
      method: 'POST',
      path: '/token',
      headers: { Authorization: `Basic ${this.apiKey}` },
      form: { grant_type: 'client_credentials' },
    });
    if (reply.kind === 'reply' && (reply.status === 400 || reply.status === 401 || reply.status === 403)) {
      return notSent('provider_misconfigured', 'the provider refused our API key');
    }
    const fields = reply.kind === 'reply' && reply.status === 200 && isFields(reply.json) ? reply.json : {};
    const text = identifierLikeToken(fields['access_token']);
    // The token is asked for first: without one, the request that moves value has not been sent.
    if (text === undefined) return notSent('provider_unavailable', 'no access token could be had');
    const seconds = Number(identifierOf(fields['expires_in'], []) ?? TOKEN_LIFE_SECONDS);
    return { text, lifeMs: (seconds > 0 ? seconds : TOKEN_LIFE_SECONDS) * 1000 };
  }
}

/** The request was certainly not processed. */
export interface NotSentReply {
  readonly kind: 'turned_away';
  readonly outcome: NotSent;
}

const OUTCOMES = {
  token: notSent('provider_misconfigured', 'the provider refused a new access token'),
  entitlement: notSent('provider_misconfigured', 'our credentials are not entitled to this API'),
  throttle: notSent('provider_unavailable', 'the gateway turned the request away: too many requests'),
} as const;

/** A refusal by the gateway carries no `responseCode`. Where there is one, the API itself answered, and its code decides. */
function gatewayRefusal(reply: WireReply): keyof typeof OUTCOMES | undefined {
  if (reply.kind !== 'reply' || (isFields(reply.json) && reply.json['responseCode'] !== undefined)) return undefined;
  if (reply.status === 401) return 'token';
  if (reply.status === 403) return 'entitlement';
  return reply.status === 429 ? 'throttle' : undefined;
}

/** Visible ASCII only: anything else could not be sent as a header. */
function identifierLikeToken(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\x21-\x7e]{1,4096}$/.test(value) ? value : undefined;
}
