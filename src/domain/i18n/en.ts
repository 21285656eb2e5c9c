import { background } from './en/background.ts';
import { details } from './en/details.ts';
import { kinds } from './en/kinds.ts';
import { links } from './en/links.ts';
import { lists } from './en/lists.ts';
import { manager } from './en/manager.ts';
import { options } from './en/options.ts';
import { policy } from './en/policy.ts';
import { popup } from './en/popup.ts';
import { privacy } from './en/privacy.ts';
import { prove } from './en/prove.ts';
import { search } from './en/search.ts';
import { seen } from './en/seen.ts';
import { shared } from './en/shared.ts';
import { swarm } from './en/swarm.ts';
import { welcome } from './en/welcome.ts';

/**
 * All English words, key → text. `{name}` is a parameter; an object holds the plural forms for its parameter `count`.
 * Every key has a note for translators in notes.ts. English is the binding language; other catalogues have the same keys. They
 * are kept by place (en/), so that a page loads no words but its own: at run time nobody imports this file.
 */
export const en = {
  ...background,
  ...kinds,
  ...links,
  ...lists,
  ...manager,
  ...shared,
  ...popup,
  ...policy,
  ...details,
  ...options,
  ...privacy,
  ...prove,
  ...search,
  ...seen,
  ...swarm,
  ...welcome,
};
