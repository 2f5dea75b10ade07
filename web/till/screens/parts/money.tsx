// An amount on the screen. Tests and scripts read the cents, people the text.
import type { CSSProperties } from 'react';
import { money } from '../../language/money';
import { useWords } from './words';

export function Money({
  cents,
  testId,
  className,
}: {
  cents: number;
  testId?: string;
  className?: string | undefined;
}) {
  const words = useWords();
  return (
    <span data-cents={cents} data-testid={testId} className={className}>
      {money(cents, words)}
    </span>
  );
}

/** Null: the whole value of the voucher, whatever it is. */
export function Asked({ cents, className }: { cents: number | null; className?: string | undefined }) {
  const words = useWords();
  return cents === null ? (
    <span className={className}>{words.amount.whole}</span>
  ) : (
    <Money cents={cents} className={className} />
  );
}

/** For text that has to fit in one line: the style sheet divides the width by the letters. */
export function lettersOf(text: string): CSSProperties {
  const letters: Record<`--${string}`, number> = { '--letters': text.length };
  return letters;
}
