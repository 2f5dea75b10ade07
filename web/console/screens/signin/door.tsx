// What the screens before the console have in common.
import { useEffect, type ReactNode } from 'react';
import { words } from '../../language/language';
import styles from './door.module.css';

export function Door({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${words.product}`;
  }, [title]);
  return (
    <main className={styles['door']}>
      <div className={styles['card']}>
        <p className={styles['brand']}>{words.product}</p>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
