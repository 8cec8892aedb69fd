import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Takes the focus, and so the eye and the reader, as soon as it appears: for what went wrong further down. */
export function Spotlight({ children }: { children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  return (
    <div ref={box} tabIndex={-1} class="spotlight">
      {children}
    </div>
  );
}
