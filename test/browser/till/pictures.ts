// Which pictures of the till there are: made by `npm run screenshots`, shown by docs/till.md, and compared by a test.
import { SIZES } from './layout';
import { STATES, type State } from './tour';

/** Dark is the same screen in other colours: a few are enough to see them. */
const ALSO_DARK: readonly State[] = ['amount', 'paid', 'checking'];

export interface Picture {
  readonly name: string;
  readonly state: State;
  readonly size: (typeof SIZES)[number];
  readonly colorScheme: 'light' | 'dark';
}

export const PICTURES: readonly Picture[] = STATES.flatMap((state) => [
  ...SIZES.map((size) => picture(state, size, 'light')),
  ...(ALSO_DARK.includes(state) ? [picture(state, SIZES[1], 'dark')] : []),
]);

function picture(state: State, size: Picture['size'], colorScheme: Picture['colorScheme']): Picture {
  const dark = colorScheme === 'dark' ? '-dark' : '';
  return { name: `${state}-${String(size.width)}${dark}.webp`, state, size, colorScheme };
}
