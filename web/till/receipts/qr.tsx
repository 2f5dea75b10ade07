// A QR code, dark on white in both colour schemes: scanners do not read it the other way round.
import { useEffect, useState } from 'react';
import { loadEncoder, squaresOf } from './encoder';

/** The quiet zone that the standard asks for, in squares. */
const QUIET = 4;

/** `label` is what a screen reader says instead. Nothing is drawn where the encoder cannot be had. */
export function Qr({ text, label, testId }: { text: string; label: string; testId?: string }) {
  const [, drawAgain] = useState(0);
  const squares = squaresOf(text);
  const missing = squares === undefined;
  useEffect(() => {
    let gone = false;
    if (missing) void loadEncoder().then(() => gone || drawAgain((count) => count + 1));
    return () => {
      gone = true;
    };
  }, [missing]);
  if (squares === undefined) return null;
  const whole = squares.size + 2 * QUIET;
  return (
    <svg
      role="img"
      aria-label={label}
      data-testid={testId}
      viewBox={`${-QUIET} ${-QUIET} ${whole} ${whole}`}
      shapeRendering="crispEdges"
    >
      <rect x={-QUIET} y={-QUIET} width={whole} height={whole} fill="#fff" />
      <path d={squares.path} fill="#000" />
    </svg>
  );
}
