import { ServiceError } from '../service-error.ts';
import type { Change, Store } from '../store/store.ts';
import { isBlocked } from './blocked.ts';

/** A contribution or a vote, its token already found to be genuine. */
export interface Ballot {
  readonly tag: Uint8Array;
  readonly entry: Uint8Array;
  /** A contribution brings its row; a vote is for one that is there. */
  readonly sealed: Uint8Array | null;
  readonly vote: 1 | -1;
  readonly eraser: Uint8Array;
  readonly spent: { readonly token: Uint8Array; readonly key: Uint8Array };
  readonly day: number;
}

type Given = Parameters<Change<void>>[0];

/**
 * Records a ballot, spends its token, and counts it; all or nothing, and once however often it is sent.
 * @throws ServiceError `token-spent` by another ballot; `blocked`; `unknown`: a vote for a row that is not there
 */
export async function recordBallot(store: Store, ballot: Ballot): Promise<void> {
  await store.change(async (given) => {
    if (await isBlocked(given, ballot))
      throw new ServiceError('blocked', 'the operator of this service does not take this');
    // Sent again, because its answer was lost: it was counted, and its token spent, in one.
    if (!(await enter(given, ballot))) return;
    await spend(given, ballot);
    if (ballot.sealed === null) await countVote(given, ballot);
    else await countContribution(given, ballot, ballot.sealed);
  });
}

/** @returns false: it is there already. One that is being entered at this moment is waited for */
async function enter(given: Given, { tag, entry, eraser, vote, day }: Ballot): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await given
    .insertInto('ballots')
    .values({ tag, entry, eraser, vote, day })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

async function spend(given: Given, { spent }: Ballot): Promise<void> {
  const { numInsertedOrUpdatedRows } = await given
    .insertInto('spent')
    .values({ token: spent.token, token_key: spent.key })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) throw new ServiceError('token-spent', 'this token was used before');
}

async function countVote(given: Given, { tag, entry, vote }: Ballot): Promise<void> {
  const [up, down] = vote === 1 ? [1, 0] : [0, 1];
  const { numUpdatedRows } = await given
    .updateTable('entries')
    .set((row) => ({ votes_for: row('votes_for', '+', up), votes_against: row('votes_against', '+', down) }))
    .where('tag', '=', tag)
    .where('entry', '=', entry)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new ServiceError('unknown', 'there is no such address to vote for');
}

async function countContribution(given: Given, { tag, entry, day }: Ballot, sealed: Uint8Array): Promise<void> {
  await given
    .insertInto('entries')
    .values({ tag, entry, sealed, votes_for: 1, votes_against: 0, vouched: 0, day, released: 0 })
    .onConflict((conflict) =>
      conflict.columns(['tag', 'entry']).doUpdateSet((row) => ({ votes_for: row('entries.votes_for', '+', 1) })),
    )
    .execute();
}

/** Takes a ballot back; an address that nobody votes for any more is gone with the votes against it. Nothing there is no error. */
export async function eraseBallot(
  store: Store,
  { tag, entry, eraser }: Pick<Ballot, 'tag' | 'entry' | 'eraser'>,
): Promise<void> {
  await store.change(async (given) => {
    const gone = await given
      .deleteFrom('ballots')
      .where('tag', '=', tag)
      .where('entry', '=', entry)
      .where('eraser', '=', eraser)
      .returning('vote')
      .executeTakeFirst();
    if (!gone) return;
    const [up, down] = gone.vote === 1 ? [1, 0] : [0, 1];
    const left = await given
      .updateTable('entries')
      .set((row) => ({ votes_for: row('votes_for', '-', up), votes_against: row('votes_against', '-', down) }))
      .where('tag', '=', tag)
      .where('entry', '=', entry)
      .returning(['votes_for', 'vouched'])
      .executeTakeFirst();
    if (left && left.votes_for === 0 && left.vouched === 0) await removeEntry(given, tag, entry);
  });
}

/** Removes an address and everything that belongs to it. */
export async function removeEntry(given: Given, tag: Uint8Array, entry: Uint8Array): Promise<void> {
  await given.deleteFrom('ballots').where('tag', '=', tag).where('entry', '=', entry).execute();
  await given.deleteFrom('entries').where('tag', '=', tag).where('entry', '=', entry).execute();
}
