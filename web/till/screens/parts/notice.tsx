// Screens that hold nothing but a sentence.
import { Heading } from './heading';
import { useWords } from './words';
import styles from './notice.module.css';

export function Starting() {
  const words = useWords().starting;
  return (
    <main data-screen="starting" className={styles['notice']}>
      <Heading>{words.heading}</Heading>
      <p>{words.text}</p>
    </main>
  );
}

export function OtherPage() {
  const words = useWords().otherPage;
  return (
    <main data-screen="other_page" className={styles['notice']}>
      <Heading>{words.heading}</Heading>
      <p>{words.text}</p>
    </main>
  );
}
