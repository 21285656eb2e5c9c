import * as z from 'zod/mini';
import { leaveReasons, type LeaveReason } from '#domain/source/leave-reason';
import { browser } from './browser.ts';

const key = 'left';
const leftSchema = z.object({ reason: z.enum(leaveReasons), hosts: z.array(z.string()) });

/** Why a download stays with the browser; `hosts`: sites to ask access for, where that is the reason. */
export type Left = z.infer<typeof leftSchema>;

/** So many are remembered: more than anybody runs at once. */
const most = 200;

/** Reasons by download id. In memory only (session storage), gone with the browser: what stays there is never stored. */
export async function readLeft(): Promise<Map<number, Left>> {
  const stored = (await browser.storage.session.get(key))[key];
  const parsed = z.safeParse(z.array(z.tuple([z.number(), leftSchema])), stored);
  return new Map(parsed.success ? parsed.data : []);
}

let turn: Promise<unknown> = Promise.resolve();

/** Notes why a download stays with the browser. The background is the only writer. */
export function noteLeft(downloadId: number, reason: LeaveReason, hosts: string[] = []): Promise<void> {
  const done = turn.then(async () => {
    const left = await readLeft();
    left.set(downloadId, { reason, hosts });
    await browser.storage.session.set({ [key]: [...left].slice(-most) });
  });
  turn = done.catch((error: unknown) => console.error('left:', error));
  return done;
}
