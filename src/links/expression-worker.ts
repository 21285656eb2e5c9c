/// <reference lib="webworker" />
import { expressionOf } from '#domain/add/page-links';

/** What it is asked. */
export interface ExpressionQuestion {
  /** The expression. */
  readonly text: string;
  /** Of each link what may fit. */
  readonly texts: readonly (readonly string[])[];
}

/* Tests texts with the user's expression, and is ended if that never ends. */

self.addEventListener('message', ({ data: { text, texts } }: MessageEvent<ExpressionQuestion>) => {
  const expression = expressionOf(text);
  const found = texts.flatMap((some, place) => (expression && some.some((one) => expression.test(one)) ? [place] : []));
  self.postMessage(found);
});
