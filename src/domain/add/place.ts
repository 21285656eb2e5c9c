import type { FolderRule, Settings } from '../settings/settings.ts';
import { isOnSites } from '../source/site.ts';
import { kindOfFile } from '../swarm/file-kind.ts';
import { nameOf } from '../task/progress.ts';
import type { Task } from '../task/task.ts';

/** Which folder new files go to: the user's rules, and where none fits. */
export type Places = Pick<Settings, 'folder' | 'folderRules'>;

/** A sub-folder of Downloads, and whether a rule says so. */
export type Place = Pick<Task, 'folder'> & { readonly placedBy: 'rule' | 'default' };

/**
 * The folder for a file, by its name and the sites it is of: its own address, and the page where it was clicked, since files often lie
 * elsewhere. A rule for a site wins over one for a kind, one for both over either, a sub-domain's over its domain's.
 */
export function placeFor(name: string, addresses: readonly string[], { folder, folderRules }: Places): Place {
  const kind = kindOfFile(name);
  const fitting = folderRules.filter(
    (rule) => (rule.kind === null || rule.kind === kind) && (rule.site === null || isOnSites(addresses, [rule.site])),
  );
  const [best] = fitting.toSorted((a, b) => weightOf(b) - weightOf(a));
  return best ? { folder: best.folder, placedBy: 'rule' } : { folder, placedBy: 'default' };
}

/** Of two sites that both fit, the longer one is below the other. */
const weightOf = ({ site, kind }: FolderRule): number =>
  (site === null ? 0 : 2 * site.length) + (kind === null ? 0 : 1);

/** The task in the folder that is right by what is known of it now. What the user has named himself stays. */
export function inItsPlace(task: Task, places: Places): Task {
  if (task.placedBy === 'user') return task;
  const { url, page } = task.source;
  return { ...task, ...placeFor(nameOf(task), page === null ? [url] : [url, page], places) };
}
