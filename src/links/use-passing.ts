import { useEffect, useMemo, useState } from 'preact/hooks';
import { expressionOf, havingText, isOfKind, type LinkFilter, type PageLink } from '#domain/add/page-links';
import { byExpression } from './by-expression.ts';

/** Why nothing passes: the text is no regular expression, or one that takes too long. */
type FilterProblem = 'badExpression' | 'slowExpression';

interface Passing {
  readonly shown: readonly PageLink[];
  readonly problem: FilterProblem | null;
  /** What is shown is still that of the expression before. */
  readonly pending: boolean;
}

/** What a regular expression has found. */
interface Found {
  readonly text: string;
  /** null: it took too long. */
  readonly urls: ReadonlySet<string> | null;
}

/** The links that a filter lets pass. Those of a regular expression come a moment later. */
export function usePassing(links: readonly PageLink[], { kind, text, regular }: LinkFilter): Passing {
  const [found, setFound] = useState<Found>({ text: '', urls: new Set() });
  const isExpression = regular && text !== '';
  const wrong = isExpression && expressionOf(text) === null;
  const asked = isExpression && !wrong;
  useEffect(() => {
    if (!asked) return undefined;
    const control = new AbortController();
    byExpression(text, links, control.signal).then(
      (urls) => {
        if (!control.signal.aborted) setFound({ text, urls });
      },
      (error: unknown) => console.error('links:', error),
    );
    return () => control.abort();
  }, [links, text, asked]);
  const ofKind = useMemo(() => links.filter((link) => isOfKind(link, kind)), [links, kind]);
  const shown = useMemo(() => {
    if (!isExpression) return ofKind.filter(havingText(text));
    return wrong ? [] : ofKind.filter(({ url }) => found.urls?.has(url));
  }, [ofKind, text, isExpression, wrong, found]);
  if (!asked) return { shown, problem: wrong ? 'badExpression' : null, pending: false };
  const pending = found.text !== text;
  return { shown, problem: !pending && found.urls === null ? 'slowExpression' : null, pending };
}
