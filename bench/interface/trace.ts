import * as z from 'zod/mini';

/** What of a browser's trace is read. Times in µs. */
const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      ts: z.number(),
      dur: z.optional(z.number()),
      /** Of processor time: what others do on the machine meanwhile does not count. */
      tdur: z.optional(z.number()),
      pid: z.number(),
      tid: z.number(),
    }),
  ),
});
type TraceEvent = z.infer<typeof traceSchema>['traceEvents'][number];

/** What is script or layout; what they call is within them. */
const work: ReadonlySet<string> = new Set([
  'EvaluateScript',
  'EventDispatch',
  'FireAnimationFrame',
  'FunctionCall',
  'Layout',
  'RunMicrotasks',
  'TimerFire',
  'UpdateLayoutTree',
  'V8.GCScavenger',
  'MajorGC',
  'MinorGC',
]);
/** What happens once in each frame while a page is scrolled by a callback of its own. */
const frame = 'FireAnimationFrame';

/**
 * Script and layout of every frame of a page, ms of processor time: what its main thread did from the callback of one frame to that of the next.
 * @param text a trace of the category `devtools.timeline`, as JSON
 */
export function frameWork(text: string): number[] {
  const { traceEvents: events } = z.parse(traceSchema, JSON.parse(text));
  const main = busiestThread(events);
  const own = events.filter((event) => threadOf(event) === main);
  const begins = own
    .filter(({ name }) => name === frame)
    .map(({ ts }) => ts)
    .toSorted((a, b) => a - b);
  const spans = outermost(own.filter(({ name, ph, dur }) => ph === 'X' && dur !== undefined && work.has(name)));
  return begins.slice(0, -1).map((begin, index) => {
    const end = begins[index + 1] ?? begin;
    return (
      spans.filter(({ ts }) => ts >= begin && ts < end).reduce((sum, { dur = 0, tdur = dur }) => sum + tdur, 0) / 1000
    );
  });
}

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;

/** The main thread of the page that is traced: there the most frames begin. */
function busiestThread(events: readonly TraceEvent[]): string {
  const counts = Map.groupBy(
    events.filter(({ name }) => name === frame),
    threadOf,
  );
  return [...counts].toSorted((a, b) => b[1].length - a[1].length)[0]?.[0] ?? '';
}

/** Without those that lie within another one. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  const kept: TraceEvent[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const event of events.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))) {
    if (event.ts < end) continue;
    kept.push(event);
    end = event.ts + (event.dur ?? 0);
  }
  return kept;
}
