import type { PageLink } from '#domain/add/page-links';
import type { ExpressionQuestion } from './expression-worker.ts';
import ExpressionWorker from './expression-worker.ts?worker';

/** An expression that takes longer is given up, ms: some take for ever with a text that does not fit. */
const patience = 2000;

/**
 * The links that a regular expression fits, by address or text. It is tried in a worker: the page goes on meanwhile, and nothing else can end one
 * that goes astray.
 * @returns null: it takes too long, or was called off
 */
export function byExpression(
  text: string,
  links: readonly PageLink[],
  signal: AbortSignal,
): Promise<ReadonlySet<string> | null> {
  const worker = new ExpressionWorker();
  const answer = new Promise<ReadonlySet<string> | null>((resolve, reject) => {
    const giveUp = (): void => resolve(null);
    worker.addEventListener('message', ({ data }: MessageEvent<readonly number[]>) =>
      resolve(new Set(data.flatMap((place) => links[place]?.url ?? []))),
    );
    worker.addEventListener('error', ({ message }) => reject(new Error(`The worker failed: ${message}`)));
    AbortSignal.any([signal, AbortSignal.timeout(patience)]).addEventListener('abort', giveUp, { once: true });
  });
  const question: ExpressionQuestion = { text, texts: links.map((link) => [link.url, link.text]) };
  worker.postMessage(question);
  return answer.finally(() => worker.terminate());
}
