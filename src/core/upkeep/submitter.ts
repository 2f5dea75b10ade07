// Upkeep as the one who brings facts.
import type { Submitter } from '../use-cases/submit';

export const UPKEEP: Submitter = { actor: { kind: 'system', id: 'upkeep' }, requestId: null };
