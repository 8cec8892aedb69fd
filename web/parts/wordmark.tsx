/**
 * The mark is the room itself, seen from above: seats along three walls, somebody in the middle, the door open.
 * Both names are drawn in one line of one width, so that they look alike whatever fonts a device has; where there is
 * little room, only the name in the page's language is shown.
 */
export function Wordmark() {
  return (
    <span class="wordmark-drawing" role="img" aria-label="Majlis | مجلس">
      <svg viewBox="0 0 32 32" width="32" height="32">
        <rect width="32" height="32" rx="9" fill="var(--accent)" />
        <path d="M9 24V13.5a5 5 0 0 1 5-5h4a5 5 0 0 1 5 5V24" {...line} stroke="var(--on-accent)" />
        <circle cx="16" cy="19" r="2.6" fill="var(--on-accent)" />
      </svg>
      <svg class="latin" viewBox="41 0 66 32" width="66" height="32">
        <path d={latin} {...line} />
      </svg>
      <svg class="arabic" viewBox="119 0 59 32" width="59" height="32">
        <path d={arabic} {...line} />
      </svg>
    </span>
  );
}

const line = {
  stroke: 'currentColor',
  fill: 'none',
  'stroke-width': '2.5',
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const;

const latin = [
  'M43 23V9l7 9.5 7-9.5v14', // M
  'M73 13.5v9.5m0-4.7a4.7 4.7 0 1 1-9.5 0 4.7 4.7 0 0 1 9.5 0', // a
  'M79.5 13.5v11a3 3 0 0 1-3 3m3-18.6v.1', // j
  'M86 8v15', // l
  'M92.5 13.5v9.5m0-14.1v.1', // i
  'M105 15.2c-.7-1.2-2-1.8-3.4-1.8-1.8 0-3.2 1-3.2 2.4 0 3.3 7 1.5 7 4.8 0 1.5-1.5 2.5-3.5 2.5-1.6 0-3-.6-3.8-1.9', // s
].join('');

const arabic = [
  'M172 22a3.7 3.7 0 1 1 3.7-3.7c0 2.2-1.5 3.7-3.7 3.7h-6', // م
  'M166 22h-4l-7.5-7.2h7m-5.2 12.4v.1M162 22h-13', // ج
  'M149 22V8', // ل
  'M149 22h-4.5a2 2 0 0 1-2-2v-3m0 3a2 2 0 0 1-2 2h-1.5a2 2 0 0 1-2-2v-3m0 3a2 2 0 0 1-2 2h-1a2 2 0 0 1-2-2v-3m0 4a5.5 5.5 0 0 1-11 0v-2', // س
].join('');
