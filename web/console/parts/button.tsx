// What is pressed. A button that has begun something stays pressed until it is over: a second press does nothing.
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import styles from './button.module.css';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly kind?: 'primary' | 'plain' | 'danger' | 'quiet';
  readonly type?: 'button' | 'submit';
  readonly busy?: boolean;
  readonly disabled?: boolean;
  /** The key that does the same, shown beside the words. */
  readonly shortcut?: string;
  /** What a screen reader says, where the words alone are too few. */
  readonly label?: string;
  /** The id of the text that says why it is disabled. */
  readonly describedBy?: string;
  /** Where the focus goes when it appears: or it would fall out of the dialog together with what had it. */
  readonly autoFocus?: boolean;
}

export function Button(props: ButtonProps) {
  const {
    children,
    onPress,
    kind = 'plain',
    type = 'button',
    busy,
    disabled,
    shortcut,
    label,
    describedBy,
    autoFocus,
  } = props;
  return (
    <AriaButton
      type={type}
      className={`${styles['button'] ?? ''} ${kind === 'plain' ? '' : (styles[kind] ?? '')}`}
      isDisabled={busy === true || disabled === true}
      {...(autoFocus ? { autoFocus } : {})}
      {...(onPress ? { onPress } : {})}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
    >
      {children}
      {shortcut === undefined ? null : (
        <kbd className={styles['key']} aria-hidden="true">
          {shortcut}
        </kbd>
      )}
    </AriaButton>
  );
}
