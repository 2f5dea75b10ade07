// The till's buttons. Native ones, at least 64 px each way, with the key that does the same.
import type { MouseEvent, ReactNode } from 'react';
import styles from './button.module.css';

interface ButtonProps {
  /** `main`: what Enter does. One a screen. */
  readonly kind?: 'main' | 'plain' | 'quiet';
  readonly icon?: ReactNode;
  /** As it stands on the keyboard: shown beside the label, and told to screen readers. */
  readonly keycap?: string | undefined;
  readonly disabled?: boolean;
  readonly className?: string | undefined;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/**
 * A finger or a mouse does not leave the focus on it: the next Enter is the till's, and would otherwise press this button again.
 * Somebody who comes by Tab presses it with Enter or Space.
 */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

export function Button({ kind = 'plain', icon, keycap, disabled, className, onPress, children }: ButtonProps) {
  return (
    <button
      type="button"
      className={[styles['button'], className].join(' ')}
      data-kind={kind}
      disabled={disabled}
      aria-keyshortcuts={keycap === 'Esc' ? 'Escape' : keycap}
      onMouseDown={keepFocus}
      onClick={onPress}
    >
      {icon}
      <span>{children}</span>
      {keycap !== undefined && (
        <kbd className={styles['key']} aria-hidden="true">
          {keycap}
        </kbd>
      )}
    </button>
  );
}

/** A row of buttons at the foot of a screen, the main one last, where the thumb is. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className={styles['actions']}>{children}</div>;
}
