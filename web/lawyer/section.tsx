import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useEffect, useRef } from 'preact/hooks';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { LawyersOnly } from '#web/parts/lawyers-only.tsx';
import '#web/styles/lawyer.css';
import '#web/styles/week.css';

const sections = ['hours', 'dates', 'rules', 'calendars', 'times', 'conflicts', 'changes'] as const;

interface SectionProps {
  title: string;
  lead: string;
  children: (lawyerId: string) => ComponentChildren;
}

/** One page of a lawyer's availability, with the way to the others. */
export function LawyerSection({ title, lead, children }: SectionProps) {
  return (
    <LawyersOnly title={title}>
      {(lawyerId) => (
        <div class="stack wide">
          <SectionLinks />
          <p class="soft section-lead">{lead}</p>
          {children(lawyerId)}
        </div>
      )}
    </LawyersOnly>
  );
}

/** The pages of a lawyer's availability; on a phone they scroll sideways, and the current one is in view. */
export function SectionLinks() {
  const words = lawyerWords().sections;
  const { path } = useLocation();
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current]');
    // Only sideways: the page itself must not move.
    if (current && list.current) {
      list.current.scrollLeft +=
        current.getBoundingClientRect().x - list.current.getBoundingClientRect().x - 16;
    }
  }, [path]);
  return (
    <nav ref={list} class="sections" aria-label={words.label}>
      {sections.map((section) => {
        const href = `/lawyer/${section}`;
        const isHere = path === href || (section === 'dates' && path === '/lawyer/holidays');
        return (
          <a key={section} href={href} {...(isHere ? { 'aria-current': 'page' as const } : {})}>
            {words[section]}
          </a>
        );
      })}
    </nav>
  );
}
