// What a row or a card says about an attempt: words for where it stands.
import { toldOf, type Attempt, type Told } from '../../sale/attempt';

/** It ended, and the cashier has not seen how. */
export function isSettled({ phase, shown }: Attempt): boolean {
  return (phase === 'settled' || phase === 'refused' || phase === 'never_arrived') && !shown;
}

/** What is told of it, or that it is still under way. */
export function outcomeOf(attempt: Attempt): Told | 'sending' | 'finding_out' | 'unpaired' {
  const told = toldOf(attempt);
  if (told !== undefined) return told;
  switch (attempt.phase) {
    case 'rest':
      return 'partly_paid';
    case 'finding_out':
      return 'finding_out';
    case 'unpaired':
    case 'elsewhere':
      return 'unpaired';
    default:
      return 'sending';
  }
}
