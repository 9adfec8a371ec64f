import { escapeXml } from './xml.ts';

interface HtmlInput {
  lines: string[];
  /** before the first line, where this is only a test */
  mark: string;
  link?: string;
  linkText?: string;
}

/** A mail that any client shows, without images, styles from elsewhere or anything that tells who opened it. */
export function messageHtml({ lines, mark, link, linkText }: HtmlInput): string {
  const [first = '', ...rest] = lines;
  const heading = `<p style="font-size:1.4em;font-weight:bold">${escapeXml(mark + first)}</p>`;
  const body = rest.map((line) => `<p>${escapeXml(line)}</p>`).join('');
  const button = link
    ? `<p><a href="${escapeXml(link)}" style="display:inline-block;padding:0.8em 1.2em;font-size:1.2em;border:2px solid">${escapeXml(linkText ?? link)}</a></p>`
    : '';
  return `<!doctype html><html><body>${heading}${body}${button}</body></html>`;
}
