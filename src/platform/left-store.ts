import * as z from 'zod/mini';
import { leaveReasons, type LeaveReason } from '#domain/source/leave-reason';
import { SessionMap } from './session-map.ts';

const leftSchema = z.object({ reason: z.enum(leaveReasons), hosts: z.array(z.string()) });

/** Why a download stays with the browser; `hosts`: sites to ask access for, where that is the reason. */
export type Left = z.infer<typeof leftSchema>;

/** More are remembered than anybody runs at once. */
const left = new SessionMap('left', leftSchema, 200);

/** Reasons by download id. In memory only, gone with the browser: what stays there is never stored. */
export async function readLeft(): Promise<Map<number, Left>> {
  return new Map([...(await left.read())].map(([id, why]) => [Number(id), why]));
}

/** Notes why a download stays with the browser. The background is the only writer. */
export function noteLeft(downloadId: number, reason: LeaveReason, hosts: string[] = []): Promise<void> {
  return left.change((known) => known.set(String(downloadId), { reason, hosts }));
}
