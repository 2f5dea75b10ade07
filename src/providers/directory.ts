// Which provider stands behind a type in which mode: every adapter, built from its settings, behind its policies.
import { createHttpAgents, prepareProviderHttp, type HttpAgents } from '../../adapters/kit/http/client';
import type { LedgerDefinition, ProviderDefinition, Settings } from '../../adapters/kit/define';
import { fallbacks, type ProviderConfig } from '../config/provider-settings';
import { Providers } from '../core/providers/gate';
import type { ProviderGate } from '../core/providers/gate';
import type { ProviderLedger } from '../core/providers/ledger';
import type { Permit } from '../core/providers/permit';
import type { Traits } from '../core/providers/provider';
import { policedGate, type GateLimits, type GateObserver, type PolicedGate } from './policed-gate';

/** Told after every call of every gate, for metrics. */
export type DirectoryObserver = (call: Parameters<GateObserver>[0] & { readonly livemode: boolean }) => void;

/** What the directory is built from, once, at the start. */
export interface DirectoryOptions {
  /** The registry, in the order in which types are listed. */
  readonly definitions: readonly (ProviderDefinition | LedgerDefinition)[];
  /** The ledger of this installation, for one call. Absent: the types of the ledger are in no mode. */
  readonly ledger?: (permit?: Permit) => ProviderLedger;
  readonly config: ProviderConfig;
  /** Where each provider's simulator listens, by provider. A provider that is not named has no test mode. */
  readonly simulators: Readonly<Record<string, string>>;
  readonly limits: GateLimits;
  readonly observe: DirectoryObserver;
}

interface Modes {
  readonly test: PolicedGate | null;
  readonly live: PolicedGate | null;
}

/** All providers in both modes. Holds the sockets to them, until `close`. */
export class ProviderDirectory extends Providers {
  readonly #agents: HttpAgents = createHttpAgents();
  readonly #modes = new Map<string, Modes>();

  /** Throws where an adapter refuses its settings. */
  constructor(private readonly options: DirectoryOptions) {
    super();
    for (const definition of options.definitions) {
      if (definition.transport === 'ledger') {
        this.#modes.set(definition.type, {
          test: this.#ledgerGate(definition, false),
          live: this.#ledgerGate(definition, true),
        });
        continue;
      }
      this.#modes.set(definition.type, {
        test: this.#gate(definition, this.#testSettings(definition), false),
        live: this.#gate(definition, options.config.live[definition.provider] ?? null, true),
      });
    }
  }

  find(type: string, livemode: boolean): ProviderGate | null | undefined {
    const modes = this.#modes.get(type);
    return modes && (livemode ? modes.live : modes.test);
  }

  list(livemode: boolean): readonly Traits[] {
    return [...this.#modes.values()].flatMap(({ live, test }) => (livemode ? live : test)?.traits ?? []);
  }

  /** Every breaker there is, for metrics. */
  gates(): { readonly livemode: boolean; readonly gate: PolicedGate }[] {
    return [...this.#modes.values()].flatMap(({ live, test }) => [
      ...(test ? [{ livemode: false, gate: test }] : []),
      ...(live ? [{ livemode: true, gate: live }] : []),
    ]);
  }

  /** Drops every socket to a provider. Nothing can be sent afterwards. */
  close(): void {
    this.#agents.close();
  }

  #testSettings(definition: ProviderDefinition): Settings | null {
    const address = this.options.simulators[definition.provider];
    if (address === undefined) return null;
    return {
      ...fallbacks(definition.settings),
      ...definition.simulatorSettings(address),
      ...this.options.config.test[definition.provider],
    };
  }

  #gate(definition: ProviderDefinition, settings: Settings | null, livemode: boolean): PolicedGate | null {
    if (!settings) return null;
    const adapter = definition.adapter(settings);
    const { baseUrl } = settings;
    if (typeof baseUrl !== 'string') throw new Error(`${definition.provider} has no address`);
    const { timeoutMs } = adapter.traits;
    const http = prepareProviderHttp({ baseUrl, timeoutMs, agents: this.#agents });
    const { limits, observe } = this.options;
    return policedGate(
      adapter,
      (permit) => ({ http: http(permit) }),
      { ...limits, failsForAll: livemode },
      (call) => observe({ ...call, livemode }),
    );
  }

  #ledgerGate({ adapter }: LedgerDefinition, livemode: boolean): PolicedGate | null {
    const { ledger, limits, observe } = this.options;
    if (!ledger) return null;
    return policedGate(
      adapter,
      (permit) => ({ ledger: ledger(permit) }),
      { ...limits, failsForAll: livemode, unsentIsOurs: true },
      (call) => observe({ ...call, livemode }),
    );
  }
}
