// Goes to what a text finds. A text that may hold a PIN goes there without standing in the address.
import { useQueryClient } from '@tanstack/react-query';
import { useGo, useMode, type Query } from '../../parts/link';
import { isSecret } from './secret';
import { setSecretQuery } from './text';

/** `narrowing`: what else stands in the address. */
export function useLookFor(): (text: string, narrowing: Query) => void {
  const go = useGo();
  const mode = useMode();
  const client = useQueryClient();
  return (text, narrowing) => {
    const query = text.trim();
    const hidden = isSecret(query);
    setSecretQuery(hidden ? query : '');
    go('/search', { query: { ...narrowing, q: hidden ? undefined : query } });
    // Whoever asks again asks because something may have come since: what these words found before is no answer.
    void client.resetQueries({ queryKey: [mode, 'search', query] });
  };
}
