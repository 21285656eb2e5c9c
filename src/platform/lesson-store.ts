import * as z from 'zod/mini';
import { lessonSchema, stillHolds, type Lesson } from '#domain/source/lesson';
import { database } from './database.ts';

/** So many hosts are remembered, the latest. */
const most = 500;

/** What an earlier transfer taught about a host; null: nothing that still holds. @param now ms since 1970 */
export async function readLesson(host: string, now: number): Promise<Lesson | null> {
  const parsed = z.safeParse(lessonSchema, await (await database()).get('lessons', host));
  return parsed.success && stillHolds(parsed.data, now) ? parsed.data : null;
}

/** Forgets everything that was learned. The engine is the only writer. */
export async function forgetLessons(): Promise<void> {
  await (await database()).clear('lessons');
}

/** Remembers it, and forgets the oldest. The engine is the only writer. */
export async function putLesson(lesson: Lesson): Promise<void> {
  const db = await database();
  await db.put('lessons', lesson);
  const surplus = (await db.count('lessons')) - most;
  if (surplus <= 0) return;
  const oldest = await db.getAllKeysFromIndex('lessons', 'at', null, surplus);
  await Promise.all(oldest.map((host) => db.delete('lessons', host)));
}
