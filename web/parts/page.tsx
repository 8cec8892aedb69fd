import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { commonWords } from '#web/i18n/common.ts';

/** The first page keeps the focus where the browser puts it; each later one takes it to its heading. */
let visited = false;

/** A page's frame: its title in the tab, its heading, and the focus on it when the page has changed. */
export function Page({
  title,
  heading,
  narrow = false,
  children,
}: {
  title: string;
  /** Instead of the plain title as a heading; brings its own `h1`. */
  heading?: ComponentChildren;
  narrow?: boolean;
  children: ComponentChildren;
}) {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${title} · ${commonWords().product}`;
  }, [title]);
  useEffect(() => {
    const first = main.current?.querySelector('h1');
    if (visited) first?.focus({ preventScroll: true });
    visited = true;
  }, []);
  return (
    <main id="content" ref={main} class={narrow ? 'narrow' : ''}>
      {heading ?? (
        <h1 tabIndex={-1} class="page-title">
          {title}
        </h1>
      )}
      {children}
    </main>
  );
}
