/** One link of a Link header. */
export interface Link {
  /** As written: perhaps relative. */
  readonly target: string;
  /** Relation types, lower case. */
  readonly rels: readonly string[];
  /** Other parameters by lower-case name; of several of a name the first. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Longer headers are not looked at, characters. */
const longest = 64 * 1024;
/** So many links of a header are read. */
const most = 200;

/**
 * Reads a Link header (RFC 8288 section 3 and appendix B.2): several links, commas and semicolons inside quotes and angle
 * brackets included. Reading ends where the header is no longer well-formed; what was read before counts.
 */
export function parseLinkHeader(header: string): Link[] {
  const links: Link[] = [];
  if (header.length > longest) return links;
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (links.length < most) {
    const target = take(/[\s,]*<([^>]*)>/y)?.[1];
    if (target === undefined) break;
    const parameters = new Map<string, string>();
    for (;;) {
      const parameter = take(/\s*;\s*([^\s=;,<>"]*)\s*(?:=\s*(?:"((?:\\.|[^"\\])*)"|([^\s;,"]*)))?/sy);
      if (!parameter) break;
      const [, name = '', quoted, plain] = parameter;
      const key = name.toLowerCase();
      if (!parameters.has(key)) parameters.set(key, quoted?.replaceAll(/\\(.)/gs, '$1') ?? plain ?? '');
    }
    links.push({ target: target.trim(), rels: relsOf(parameters), parameters });
  }
  return links;
}

function relsOf(parameters: ReadonlyMap<string, string>): string[] {
  return (parameters.get('rel') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((rel) => rel !== '');
}
