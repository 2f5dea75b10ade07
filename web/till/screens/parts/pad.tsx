// The number pad: ten digits, a double zero, and a column for what is done with them. It works by finger alone.
import type { ReactNode } from 'react';
import { keepFocus } from './button';
import { Erase } from './icons';
import { useWords } from './words';
import styles from './pad.module.css';

interface PadProps {
  readonly onDigits: (digits: string) => void;
  readonly onErase: () => void;
  /** The key beside the second row: Whole value, or Back. */
  readonly side: ReactNode;
  /** The tall one below it: what Enter does. */
  readonly main: ReactNode;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '00', '0'] as const;

export function Pad({ onDigits, onErase, side, main }: PadProps) {
  const words = useWords();
  return (
    <div className={styles['pad']}>
      {DIGITS.map((digits) => (
        <PadKey key={digits} digits={digits} onPress={() => onDigits(digits)}>
          {digits}
        </PadKey>
      ))}
      <PadKey className={styles['erase']} label={words.amount.delete} onPress={onErase}>
        <Erase size="1.125em" />
      </PadKey>
      <div className={styles['side']}>{side}</div>
      <div className={styles['main']}>{main}</div>
    </div>
  );
}

interface PadKeyProps {
  readonly className?: string | undefined;
  /** Its place is that of these digits. */
  readonly digits?: string;
  /** Where what it shows is no text. */
  readonly label?: string;
  /** Of a key that stays down. */
  readonly pressed?: boolean;
  /** A digit where absent. */
  readonly kind?: 'word' | 'go';
  readonly disabled?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

export function PadKey({ className, digits, label, pressed, kind, disabled, onPress, children }: PadKeyProps) {
  return (
    <button
      type="button"
      className={[styles['key'], className].join(' ')}
      data-kind={kind}
      data-digits={digits}
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled}
      onMouseDown={keepFocus}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
