// Goes to what a text finds. A text that may hold a PIN goes there without standing in the address.
import { useGo, type Query } from '../../parts/link';
import { isSecret } from './secret';
import { setSecretQuery } from './text';

/** `narrowing`: what else stands in the address. */
export function useLookFor(): (text: string, narrowing: Query) => void {
  const go = useGo();
  return (text, narrowing) => {
    const query = text.trim();
    const hidden = isSecret(query);
    setSecretQuery(hidden ? query : '');
    go('/search', { query: { ...narrowing, q: hidden ? undefined : query } });
  };
}
