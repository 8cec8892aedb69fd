/** A person's initials: first and last word, without titles. */
export function Avatar({ name, large = false }: { name: string; large?: boolean }) {
  return (
    <span class={large ? 'avatar large' : 'avatar'} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const parts = name.split(/\s+/u).filter((part) => part !== '' && !part.endsWith('.'));
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map((part) => bare(part)[0] ?? '');
  // Arabic letters would join; the narrow space keeps them apart.
  return letters.filter((letter) => letter !== '').join('\u200A');
}

/** Without the Arabic article, which would make every family name begin alike. */
function bare(part = ''): string {
  return part.replace(/^(?:ال|Al-|El-|د\.|أ\.)/u, '');
}
