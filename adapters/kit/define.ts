// How a provider is declared: its settings as data, its adapter and its simulator as functions of them.
// Configuration, .env.example, `vouch simulators` and the registry are all derived from these values.
import type { ProviderAdapter } from '../../src/core/providers/provider';
import type { SimulatorBooks } from './simulator/books';
import type { Simulator } from './simulator/simulator';

/** One environment variable of a provider. The same entry validates it, documents it and prints it into .env.example. */
export interface Setting {
  /** Full variable name, such as `OTT_API_KEY`. */
  readonly env: string;
  /** Key under which the parsed value reaches `adapter()`. */
  readonly key: string;
  readonly kind: 'text' | 'secret' | 'url' | 'integer' | 'duration_ms' | 'flag';
  /** One or two plain sentences. */
  readonly description: string;
  /** Value where the variable is not set. Absent: optional, and undefined where not set. */
  readonly fallback?: string | number | boolean;
  /** Needed before live keys can use this provider. */
  readonly requiredForLive?: boolean;
}

/** Parsed settings by `Setting.key`. `baseUrl`-like keys are URLs without a trailing slash. */
export type Settings = Readonly<Record<string, string | number | boolean | undefined>>;

/** Everything that Vouch must know about one provider. Its folder exports one. */
export interface ProviderDefinition {
  /** Reached over HTTP. */
  readonly transport?: 'http';
  /** `vouchers.one_voucher` and so on: same as `traits.type`. */
  readonly type: string;
  /** `one_voucher`, `ott`, `blu`: same as `traits.provider`. */
  readonly provider: string;
  readonly settings: readonly Setting[];
  /** Builds the adapter for one mode. `settings.baseUrl` names the simulator or the real host. */
  adapter(settings: Settings): ProviderAdapter;
  /**
   * What works only in part with these settings in live mode, a sentence each: logged at each start, and said by `vouch doctor`.
   * For what may be meant so. What cannot work is thrown by `adapter()`. Names variables, never values.
   */
  notesForLive?(settings: Settings): readonly string[];
  /** The settings with which the adapter reaches this provider's own simulator at `baseUrl` (fixed, public test credentials). */
  simulatorSettings(baseUrl: string): Settings;
  simulator(books: SimulatorBooks): Simulator;
}

/** A type whose value is in the ledger of this installation: no settings and no simulator, and in test mode it is just as real. */
export interface LedgerDefinition {
  readonly transport: 'ledger';
  readonly type: string;
  readonly provider: string;
  readonly adapter: ProviderAdapter<'ledger'>;
}

/** Identity, for inference and for a place to hang the docstring: write `export default defineProvider({...})`. */
export function defineProvider(definition: ProviderDefinition): ProviderDefinition {
  return definition;
}

/** The same for a type that is in the ledger. */
export function defineLedger(definition: Omit<LedgerDefinition, 'transport'>): LedgerDefinition {
  return { transport: 'ledger', ...definition };
}
