// Copies a text, and says that it did.
import { useState } from 'react';
import { words } from '../language/language';
import { Button } from './button';

/** False where the browser does not let a page do so, as on plain HTTP. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function Copy({ text, children }: { text: string; children: string }) {
  const [said, setSaid] = useState('');
  return (
    <>
      <Button
        onPress={() => {
          void copyText(text).then((done) => {
            setSaid(done ? words.notice.copied : words.notice.notCopied);
          });
        }}
      >
        {children}
      </Button>
      <span role="status">{said}</span>
    </>
  );
}
