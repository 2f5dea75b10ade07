// Who brings facts.

/** Who submitted a fact. */
export interface Actor {
  readonly kind: 'api_key' | 'terminal' | 'resolver' | 'provider' | 'user' | 'system';
  readonly id: string;
}
