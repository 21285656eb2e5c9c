import { kindOfFile, type FileKind } from '../swarm/file-kind.ts';
import { groupOf, nameOf, siteOf, type Group } from '../task/progress.ts';
import type { Task, TaskState } from '../task/task.ts';

/** A task as a list finds, filters and sorts it. */
export interface Row {
  readonly task: Task;
  readonly name: string;
  /** Host of its address; '' of a magnet link. */
  readonly site: string;
  readonly kind: FileKind;
  readonly group: Group;
  readonly state: TaskState['kind'];
  /** What a text is looked for in, in small letters. */
  readonly text: string;
}

/** What a list needs to know of a task. */
export function rowOf(task: Task): Row {
  const name = nameOf(task);
  const { url } = task.source;
  const site = task.swarm === null ? siteOf(url) : '';
  return {
    task,
    name,
    site,
    kind: kindOfFile(name),
    group: groupOf(task),
    state: task.state.kind,
    text: `${name}\n${url}`.toLowerCase(),
  };
}
