import { planCheck } from '#domain/check/verdict';
import { addressOf } from '#domain/source/address';
import { stepTime } from '#domain/task/stream';
import type { Handover, Task } from '#domain/task/task';
import type { Client } from '#platform/message';
import type { backgroundApi } from '#protocol/background-api';
import type { TransferCommand, TransferOrder } from '#protocol/transfer-api';
import type { Checker } from './check/checker.ts';
import type { Giver } from './giver.ts';
import type { MirrorSearch } from './mirror-search.ts';

/** What is done with what is known of a file. */
interface CheckPerformers {
  describe(task: Task): Promise<void>;
  inform(task: Task): void;
  search(task: Task): Promise<void>;
  'end-search'(task: Task): Promise<void>;
  offer(task: Task): Promise<void>;
  open(task: Task): Promise<void>;
  'give-up'(task: Task, effect: { handover: Handover }): Promise<void>;
}

interface CheckPorts {
  readonly background: Client<typeof backgroundApi>;
  readonly checker: Checker;
  readonly mirrors: MirrorSearch;
  readonly giver: Giver;
  readonly send: (command: TransferCommand) => void;
}

export function checkPerformers({ background, checker, mirrors, giver, send }: CheckPorts): CheckPerformers {
  return {
    describe: (task) => checker.describe(task.id),
    inform: (task) => send({ kind: 'inform', id: task.id, ...helpFor(task) }),
    search: (task) => mirrors.look(task),
    'end-search': (task) => mirrors.end(task.id),
    offer: (task) => giver.offer(task),
    open: (task) => checker.open(task),
    async 'give-up'(task, { handover }) {
      await background('handover.give-up', { handover, url: task.source.url });
    },
  };
}

/** What others than its source say of a task's file that helps to fetch it. */
export function helpFor(task: Task): Pick<TransferOrder, 'mirrors' | 'found' | 'checkable' | 'pieces' | 'inOrder'> {
  const { source, mirrors, expected, stream } = task;
  const readAlong = stream !== null || planCheck(expected).whole.length > 0;
  const inOrder = readAlong ? stepTime(task) : null;
  // A link whose place a mirror has taken may work again: it is asked as mirrors are, without cookies.
  const replaced = source.mirror === undefined ? [] : [addressOf(source.url)];
  const found = mirrors.filter(({ from }) => from === 'search').map(({ url }) => url);
  const { pieces } = expected;
  const checkable = pieces !== null || expected.hashes.length > 0;
  return { mirrors: [...mirrors.map(({ url }) => url), ...replaced], found, checkable, pieces, inOrder };
}
