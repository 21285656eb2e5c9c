import { errorSentence } from '#domain/i18n/error-text';
import { PerseidError } from '#domain/error';
import { isSaved, nameOf, type Act } from '#domain/task/progress';
import { trackerHosts } from '#domain/swarm/asking';
import type { Task } from '#domain/task/task';
import { openDownloadsFolder, showInFolder } from '#platform/downloads-folder';
import { callBackground, callEngine } from '#platform/engine-client';
import { requestSites } from '#platform/site-access';
import { useNotify } from '../toast.tsx';
import { useWords } from '../words.tsx';
import { useCopy } from './use-copy.tsx';

/** Gives the function that carries out an act on a task. Failures are told in a note. Call it in the click itself. */
export function useActs(openDetails: (task: Task) => void): (act: Act, task: Task) => void {
  const t = useWords();
  const notify = useNotify();
  const explain = (error: unknown) => {
    const known = error instanceof PerseidError ? error.toTaskError() : ({ code: 'internal' } as const);
    if (known.code === 'internal') console.error(error);
    notify({ text: t('toast.notDone', { reason: errorSentence(t, known) }) });
  };
  const remove = async (task: Task, said: 'toast.removed' | 'toast.canceled') => {
    const undo = () => void callEngine('task.undo', { id: task.id }).catch(explain);
    await callEngine('task.remove', { id: task.id });
    // What the browser still has itself simply goes on there: nothing to undo.
    const act = task.handover === null ? { act: { label: t('toast.undo'), onPress: undo } } : {};
    notify({ text: t(said, { name: nameOf(task) }), ...act });
  };
  const allow = async (task: Task) => {
    const sites = sitesOf(task);
    if (await requestSites(sites)) await callEngine('task.retry', { id: task.id });
    else notify({ text: t('toast.siteDenied', { site: sites.join(', ') }) });
  };
  const show = async (task: Task) => {
    if (!isSaved(task) || task.state.downloadId === null) return;
    const shown = await showInFolder(task.state.downloadId);
    if (shown === 'gone') notify({ text: t('toast.fileGone') });
    if (shown === 'forgotten') {
      const act = { label: t('act.open-folder'), onPress: openDownloadsFolder };
      notify({ text: t('toast.fileForgotten', { name: task.state.savedAs }), act });
    }
  };
  const copy = useCopy();

  const carryOut: Readonly<Record<Act, (task: Task) => unknown>> = {
    pause: ({ id }) => callEngine('task.pause', { id }),
    resume: ({ id }) => callEngine('task.resume', { id }),
    retry: ({ id }) => callEngine('task.retry', { id }),
    restart: ({ id }) => callEngine('task.restart', { id }),
    refetch: ({ id }) => callEngine('task.refetch', { id }),
    keep: ({ id }) => callEngine('task.keep', { id }),
    again: ({ id }) => callEngine('task.again', { id }),
    'keep-both': ({ id }) => callEngine('task.name', { id, conflict: 'number' }),
    replace: ({ id }) => callEngine('task.name', { id, conflict: 'overwrite' }),
    cancel: (task) => remove(task, 'toast.canceled'),
    remove: (task) => remove(task, 'toast.removed'),
    'allow-site': allow,
    // Done by the background: the new tab closes the popup.
    'refresh-link': ({ id, source }) => callBackground('link.refresh', { id, page: source.page ?? source.url }),
    'paste-link': openDetails,
    'open-folder': openDownloadsFolder,
    show,
    'stop-sharing': ({ id, swarm }) =>
      swarm && callEngine('task.share', { id, sharing: { ...swarm.sharing, mode: 'stop' } }),
    'start-now': ({ id }) => callEngine('task.start-now', { id }),
    'move-top': ({ id }) => callEngine('tasks.move', { ids: [id], to: 'top' }),
    'move-up': ({ id }) => callEngine('tasks.move', { ids: [id], to: 'up' }),
    'move-down': ({ id }) => callEngine('tasks.move', { ids: [id], to: 'down' }),
    'copy-address': ({ source }) => copy(source.url),
    properties: openDetails,
  };
  return (act, task) => {
    Promise.resolve(carryOut[act](task)).catch(explain);
  };
}

/** Hosts to ask access for: the address and where it led, or was about to lead. */
function sitesOf(task: Task): string[] {
  const { state, swarm } = task;
  if (swarm !== null) return trackerHosts(swarm.trackers);
  const named = state.kind === 'failed' ? state.error.detail?.['host'] : undefined;
  const urls = [task.source.url, task.source.finalUrl ?? task.source.url];
  const hosts = urls.map((url) => new URL(url).hostname);
  return [...new Set(typeof named === 'string' ? [...hosts, named] : hosts)];
}
