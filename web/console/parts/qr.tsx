// A QR code, dark on white in both colour schemes: scanners do not read it the other way round.
import { encode } from 'uqr';
import styles from './qr.module.css';

/** The quiet zone that the standard asks for, in squares. */
const QUIET = 4;

/** `label` is what a screen reader says instead. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { border: 0 });
  const path = data.flatMap((line, y) => line.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  const whole = size + 2 * QUIET;
  return (
    <svg
      className={styles['qr']}
      role="img"
      aria-label={label}
      viewBox={`${-QUIET} ${-QUIET} ${whole} ${whole}`}
      shapeRendering="crispEdges"
    >
      <rect x={-QUIET} y={-QUIET} width={whole} height={whole} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
