// The voucher types to choose from. Native radio buttons that fill their cards: arrow keys and screen readers know them.
import type { State } from '../../sale/state';
import type { Send } from '../parts/send';
import { keepFocus } from '../parts/button';
import { useWords } from '../parts/words';
import styles from './types.module.css';

/** As many as have a function key. */
const WITH_KEY = 3;

export function Types({ state, send }: { state: State; send: Send }) {
  const words = useWords().amount;
  return (
    <fieldset>
      <legend className={styles['legend']}>{words.types}</legend>
      <div className={styles['cards']}>
        {state.types.map((type, index) => (
          <label key={type.id} className={styles['card']} onMouseDown={keepFocus}>
            <input
              type="radio"
              name="type"
              value={type.id}
              checked={type.id === state.typeId}
              onChange={() => send({ type: 'choose_type', typeId: type.id })}
            />
            <span>{type.name}</span>
            {index < WITH_KEY && <kbd aria-hidden="true">F{index + 1}</kbd>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
