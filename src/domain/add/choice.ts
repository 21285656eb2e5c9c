import * as z from 'zod/mini';
import { givenSchema, type Given } from '../exchange/given.ts';
import { referrerFor } from '../source/referrer.ts';
import type { Priority } from '../task/task.ts';

/** What the user has said of links before they are added. */
interface AddChoice {
  /** Base name; null: as the server says. */
  readonly name: string | null;
  /** Sub-folder of Downloads; null: as new files go. */
  readonly folder: string | null;
  readonly priority: Priority;
  /** It does not begin by itself. */
  readonly paused: boolean;
}

/** What is told of a link with the choice. @param page where the link stands; null: nobody knows */
export function givenBy(choice: AddChoice, link: string, page: string | null): Given {
  const referrer = page === null ? null : referrerFor(page, link);
  return { ...z.parse(givenSchema, {}), ...choice, page, referrer };
}
