// What is chosen for this till: paper, sound, keys, language. Kept in this browser.
import type { ReactNode } from 'react';
import { languages } from '../../language/language';
import { PAPER_WIDTHS } from '../../receipts/paper';
import type { Settings } from '../../sale/state';
import type { Send } from '../parts/send';
import { useWords } from '../parts/words';
import styles from './settings.module.css';

export function SettingsForm({ settings, send }: { settings: Settings; send: Send }) {
  const words = useWords().settings;
  const change = (changed: Partial<Settings>) => send({ type: 'change_settings', settings: changed });
  return (
    <section className={styles['settings']} aria-label={words.heading}>
      <h2 className={styles['heading']}>{words.heading}</h2>
      <Switch on={settings.printing === 'always'} onChange={(on) => change({ printing: on ? 'always' : 'by_hand' })}>
        {words.printing}
      </Switch>
      <Switch on={settings.sound} onChange={(sound) => change({ sound })}>
        {words.sound}
      </Switch>
      <Switch on={settings.letterKeys} onChange={(letterKeys) => change({ letterKeys })}>
        {words.letterKeys}
      </Switch>
      <Choice name={words.paper}>
        {PAPER_WIDTHS.map((paperMm) => (
          <Option
            key={paperMm}
            name="paper"
            on={settings.paperMm === paperMm}
            onChoose={() => change({ paperMm })}
            text={words.paperWidth(paperMm)}
          />
        ))}
      </Choice>
      {languages.length > 1 && (
        <Choice name={words.language}>
          {languages.map(({ tag, name }) => (
            <Option
              key={tag}
              name="language"
              on={settings.language === tag}
              onChoose={() => change({ language: tag })}
              text={name}
            />
          ))}
        </Choice>
      )}
    </section>
  );
}

function Switch({ on, onChange, children }: { on: boolean; onChange: (on: boolean) => void; children: ReactNode }) {
  return (
    <label className={styles['switch']}>
      <input type="checkbox" role="switch" checked={on} onChange={(event) => onChange(event.target.checked)} />
      <i aria-hidden="true" />
      <span>{children}</span>
    </label>
  );
}

function Choice({ name, children }: { name: string; children: ReactNode }) {
  return (
    <fieldset className={styles['choice']}>
      <legend>{name}</legend>
      <div>{children}</div>
    </fieldset>
  );
}

interface OptionProps {
  readonly name: string;
  readonly on: boolean;
  readonly onChoose: () => void;
  readonly text: string;
}

function Option({ name, on, onChoose, text }: OptionProps) {
  return (
    <label className={styles['option']}>
      <input type="radio" name={name} checked={on} onChange={onChoose} />
      <span>{text}</span>
    </label>
  );
}
