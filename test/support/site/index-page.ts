import type { Behaviour } from './behaviour.ts';

const style = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 46rem; margin: 3rem auto; padding: 0 1rem; background: light-dark(#fbfbfd, #16181d); color: light-dark(#1b1d22, #e6e7ea); }
  h1 { font-size: 1.4rem; }
  p, .note { color: light-dark(#555a66, #a5a9b3); }
  ul { list-style: none; padding: 0; }
  li { display: flex; gap: 1rem; align-items: baseline; padding: .6rem 0; border-top: 1px solid light-dark(#dfe1e6, #31343c); }
  li .size { margin-inline-start: auto; white-space: nowrap; font-variant-numeric: tabular-nums; }
  a { color: light-dark(#1d4fb8, #8fb4ff); }
`;

/**
 * The page that lists the files, each as a link (a form for what needs POST).
 * @param files name and behaviour
 * @param rate bytes/s of each connection, null for no cap
 */
export function indexPage(files: Iterable<readonly [string, Behaviour]>, rate: number | null): string {
  const rows = [...files].map(([name, file]) => row(name, file)).join('\n');
  const cap =
    rate === null ? 'Connections are not capped.' : `Each connection is capped at ${(rate / 2 ** 20).toFixed(1)} MB/s.`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Files to download</title><style>${style}</style></head>
<body><h1>Files to download</h1><p>${cap} The bytes are computed, so nothing of this is anyone's.</p><ul>
${rows}
</ul></body></html>
`;
}

function row(name: string, file: Behaviour): string {
  if (file.link === null) return '';
  const { label, note } = file.link;
  const target = label ?? name;
  const size = file.redirect ? '' : bytesInWords(file.size);
  return `<li>${control(name, file, target)}<span class="note">${escapeHtml(note ?? '')}</span><span class="size">${size}</span></li>`;
}

function control(name: string, file: Behaviour, label: string): string {
  const query = file.link?.query?.();
  const path = query === undefined ? pathOf(name) : `${pathOf(name)}?${query}`;
  if (file.needs.method === 'POST')
    return `<form method="post" action="${path}"><button>${escapeHtml(label)}</button></form>`;
  const download = file.link?.download;
  const attribute = download === undefined ? '' : ` download="${escapeHtml(download)}"`;
  return `<a href="${path}"${attribute}>${escapeHtml(label)}</a>`;
}

/** The path under which a name is served. */
export function pathOf(name: string): string {
  return `/${name.split('/').map(encodeURIComponent).join('/')}`;
}

function bytesInWords(bytes: number): string {
  return bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} KiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
