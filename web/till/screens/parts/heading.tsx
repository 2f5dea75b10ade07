// The heading of a screen. It takes the focus when the screen comes, so that it is read aloud, and Tab begins there.
import { useEffect, useRef, type ReactNode } from 'react';

export function Heading({ className, children }: { className?: string | undefined; children: ReactNode }) {
  const element = useRef<HTMLHeadingElement>(null);
  useEffect(() => element.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={element} tabIndex={-1} className={className}>
      {children}
    </h1>
  );
}
