import type { Fact, Letter } from './news.ts';

const ink = '#14211f';
const muted = '#52605d';
const accent = '#0b5d4e';
const paper = '#ffffff';
const ground = '#f8f7f4';
const rule = '#e3e0d8';

/** One e-mail as HTML: a table of one column with every style in its place, because mail programs drop the rest. */
export function htmlOf(letter: Letter): string {
  const { locale, direction, brand, subject, heading, greeting, paragraphs, button, footer } = letter;
  const side = direction === 'rtl' ? 'right' : 'left';
  const font = `font-family:'Segoe UI',Tahoma,Arial,sans-serif;color:${ink};text-align:${side}`;
  return `<!doctype html>
<html lang="${locale}" dir="${direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:0;background:${ground}">
<table role="presentation" dir="${direction}" width="100%" cellpadding="0" cellspacing="0" style="background:${ground}"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" dir="${direction}" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:${paper};border-radius:8px;${font}">
<tr><td style="padding:20px 28px;border-bottom:1px solid ${rule};font-size:20px;font-weight:600;color:${accent}">${escaped(brand)}</td></tr>
<tr><td style="padding:28px 28px 8px"><h1 style="margin:0 0 16px;font-size:22px;line-height:1.4">${escaped(heading)}</h1>
${[greeting, ...paragraphs].map((text) => `<p style="margin:0 0 14px;font-size:16px;line-height:1.6">${escaped(text)}</p>`).join('\n')}</td></tr>
${letter.code === undefined ? factTable(letter, side, font) : codeRow(letter.code)}
<tr><td style="padding:16px 28px 28px"><a href="${escaped(button.url)}" style="display:inline-block;padding:12px 24px;border-radius:6px;background:${accent};color:${paper};font-size:16px;text-decoration:none">${escaped(button.label)}</a></td></tr>
<tr><td style="padding:16px 28px;border-top:1px solid ${rule};font-size:13px;line-height:1.5;color:${muted}">${escaped(footer)}</td></tr>
</table></td></tr></table>
</body></html>
`;
}

/** The same e-mail for those who read plain text. */
export function textOf({
  heading,
  greeting,
  paragraphs,
  code,
  facts,
  button,
  brand,
  footer,
  locale,
}: Letter): string {
  const comma = locale === 'ar' ? '، ' : ', ';
  const details = facts.map(
    ({ label, lines, link }) => `${label}: ${[...lines, ...(link ? [link.url] : [])].join(comma)}`,
  );
  const detail = code ?? details.join('\n');
  const blocks = [heading, greeting, ...paragraphs, detail, `${button.label}: ${button.url}`];
  return `${blocks.join('\n\n')}\n\n-- \n${brand}\n${footer}\n`;
}

function factTable({ direction, facts }: Letter, side: string, font: string): string {
  return `<tr><td style="padding:8px 28px"><table role="presentation" dir="${direction}" width="100%" cellpadding="0" cellspacing="0" style="border-top:1px solid ${rule};${font}">
${facts.map((fact) => factRow(fact, side)).join('\n')}
</table></td></tr>`;
}

/** Without spaces between the digits, so that it can be copied; they are moved apart by the style. */
function codeRow(code: string): string {
  const look = `font-family:Consolas,Menlo,monospace;font-size:34px;font-weight:600;letter-spacing:8px;color:${ink}`;
  return `<tr><td align="center" style="padding:8px 28px"><p dir="ltr" style="margin:0;padding:16px;border-radius:6px;background:${ground};${look}">${escaped(code)}</p></td></tr>`;
}

function factRow({ label, lines, link }: Fact, side: string): string {
  const cell = `padding:10px 0;border-bottom:1px solid ${rule};font-size:15px;line-height:1.5;vertical-align:top;text-align:${side}`;
  // A name or a number in the other script keeps its own direction and does not turn its neighbours around.
  const values = lines.map((line) => `<bdi>${escaped(line)}</bdi>`);
  if (link) values.push(`<a href="${escaped(link.url)}" style="color:${accent}">${escaped(link.text)}</a>`);
  return `<tr><th scope="row" width="34%" style="${cell};font-weight:400;color:${muted}">${escaped(label)}</th><td style="${cell}">${values.join('<br>')}</td></tr>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
