import type { Given } from '#domain/exchange/given';
import type { Translate } from '#domain/i18n/translate';
import { newId } from '#platform/clock';
import { callEngine } from '#platform/engine-client';

/** What became of links: downloads that are new, and such as were there unfinished and go on. */
export interface Added {
  readonly added: number;
  readonly wentOn: number;
}

/** A link of the user's, and what is told of it; null: nothing. */
export interface GivenLink {
  readonly url: string;
  readonly given: Given | null;
}

/** With one message. */
const linksAtOnce = 200;

/** Gives links to the engine page. @throws PerseidError with its code; what came before is added */
export async function giveLinks(links: readonly GivenLink[]): Promise<Added> {
  let [added, wentOn] = [0, 0];
  for (let from = 0; from < links.length; from += linksAtOnce) {
    const some = links.slice(from, from + linksAtOnce).map((link) => ({ id: newId(), ...link }));
    const answer = await callEngine('tasks.add', { links: some });
    added += answer.added;
    wentOn += answer.wentOn;
  }
  return { added, wentOn };
}

/** The same in words. */
export function saidOfAdded(t: Translate, { added, wentOn }: Added): string {
  const said = [
    ...(added > 0 ? [t('add.done', { count: added })] : []),
    ...(wentOn > 0 ? [t('add.wentOn', { count: wentOn })] : []),
  ];
  return said.join(' ');
}
