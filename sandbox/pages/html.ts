/** Markup that is safe to send as it is. */
export interface Html {
  html: string;
}

type Part = Html | string | number | null | false | undefined | readonly Part[];

/** Builds markup; whatever is put in is escaped, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const text = strings.reduce(
    (built, string, index) => built + (index === 0 ? '' : rendered(parts[index - 1])) + string,
    '',
  );
  return { html: text };
}

function rendered(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'html' in part ? part.html : part.map(rendered).join('');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
