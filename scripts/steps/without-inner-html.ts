/** The part of a Vite plugin that is used. */
export interface Plugin {
  name: string;
  apply: 'build';
  transform(code: string, id: string): { code: string; map: null } | null;
}

const assignment = /\b\w+\.innerHTML=\w+\.__html\b/g;

/**
 * Takes Preact's one way to write HTML as text out of the build. Nothing here uses it (lint: react/no-danger), and what checks extensions before they
 * are published warns of it.
 */
export function withoutInnerHtml(): Plugin {
  return {
    name: 'without-inner-html',
    apply: 'build',
    transform(code, id) {
      if (!id.includes('/preact/dist/preact.')) return null;
      const found = code.match(assignment)?.length ?? 0;
      if (found !== 1)
        throw new Error(`${id} writes innerHTML ${found} times, not once: this plugin has to be changed`);
      return { code: code.replace(assignment, 'null'), map: null };
    },
  };
}
