// Fields of forms: what is asked, what is typed, and what is wrong with it.
import type { HTMLInputAutoCompleteAttribute, ReactNode } from 'react';
import { useId } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import styles from './field.module.css';

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  readonly fault?: string | undefined;
  readonly type?: 'text' | 'email' | 'password' | 'url' | 'date' | 'datetime-local' | 'number';
  readonly name?: string;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly inputMode?: 'numeric' | 'decimal' | 'text';
  readonly autoFocus?: boolean;
  readonly lines?: number;
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly small?: boolean;
}

export function Field(props: FieldProps) {
  const { label, value, onChange, hint, fault, lines, small } = props;
  const { type = 'text', name, autoComplete = 'off', inputMode, autoFocus, maxLength, required } = props;
  return (
    <TextField
      className={small ? `${styles['field'] ?? ''} ${styles['small'] ?? ''}` : (styles['field'] ?? '')}
      value={value}
      onChange={onChange}
      isInvalid={fault !== undefined}
      validationBehavior="aria"
      type={type}
      autoComplete={autoComplete}
      {...(name === undefined ? {} : { name })}
      {...(inputMode === undefined ? {} : { inputMode })}
      {...(autoFocus === undefined ? {} : { autoFocus })}
      {...(maxLength === undefined ? {} : { maxLength })}
      {...(required === undefined ? {} : { isRequired: required })}
    >
      <Label className={styles['label'] ?? ''}>{label}</Label>
      {lines === undefined ? (
        <Input className={styles['input'] ?? ''} />
      ) : (
        <TextArea className={styles['input'] ?? ''} rows={lines} />
      )}
      {hint === undefined ? null : (
        <Text slot="description" className={styles['hint'] ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles['fault'] ?? ''}>{fault}</FieldError>
    </TextField>
  );
}

export interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly hint?: string;
  readonly small?: boolean;
  /** For a cell of a table, whose head says what it is. */
  readonly hideLabel?: boolean;
}

/** One of a few. The browser's own list: every phone and every screen reader knows it. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, value, onChange, options, hint, small, hideLabel } = props;
  const id = useId();
  return (
    <div className={small ? `${styles['field'] ?? ''} ${styles['small'] ?? ''}` : styles['field']}>
      <label className={styles[hideLabel ? 'hidden' : 'label']} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={styles['input']}
        value={value}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => {
          onChange(event.target.value as T);
        }}
      >
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function Check(props: { label: ReactNode; checked: boolean; onChange: (checked: boolean) => void }) {
  const { label, checked, onChange } = props;
  return (
    <label className={styles['check']}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <span>{label}</span>
    </label>
  );
}

/** What is wrong with a choice. */
export function FaultText({ children }: { children: string | undefined }) {
  return children === undefined ? null : (
    <p className={styles['fault']} role="alert">
      {children}
    </p>
  );
}
