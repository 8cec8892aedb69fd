/**
 * The mark is the room itself, seen from above: seats along three walls, somebody in the middle, the door open.
 * The letters are text, so that they take the reader's font and colour.
 */
export function Wordmark() {
  return (
    <svg viewBox="0 0 172 32" role="img" aria-label="Majlis | مجلس">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        d="M8.5 24V13.5a5 5 0 0 1 5-5h5a5 5 0 0 1 5 5V24"
        fill="none"
        stroke="var(--on-accent)"
        stroke-width="3.25"
        stroke-linecap="round"
      />
      <circle cx="16" cy="19.5" r="2.75" fill="var(--on-accent)" />
      <g
        aria-hidden="true"
        direction="ltr"
        fill="currentColor"
        font-family="var(--font-display)"
        font-size="20"
      >
        <text x="42" y="22.5" font-weight="680" letter-spacing="-0.4">
          Majlis
        </text>
        <path d="M110.5 8v17" stroke="var(--line-strong)" />
        <text x="121" y="22.5" font-weight="600" lang="ar">
          مجلس
        </text>
      </g>
    </svg>
  );
}
